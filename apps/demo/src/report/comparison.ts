import type { Dataset } from '@thinned/data'
import { type DiscordantPairs, discordantPairs, mcnemar } from '@thinned/metrics'
import type { Settings } from '../settings.ts'
import type { Result, TrainedNetwork } from '../training/train-network.ts'
import { percent } from './table.ts'

/** Both networks, and how fast each of them learned. */
export interface Comparison {
  readonly plain: TrainedNetwork
  readonly dropout: TrainedNetwork
  /** The epochs after which the full network's training loss was at most `loss`, the higher of the two final losses; undefined for never. */
  readonly epochsToLoss: {
    readonly loss: number
    readonly plain: number | undefined
    readonly dropout: number | undefined
  }
}

export function comparisonOf(plain: TrainedNetwork, dropout: TrainedNetwork): Comparison {
  const loss = Math.max(plain.loss, dropout.loss)
  const epochs = ({ history }: TrainedNetwork): number | undefined => {
    const first = history.findIndex((record) => record.loss <= loss)
    return first < 0 ? undefined : first + 1
  }
  return { plain, dropout, epochsToLoss: { loss, plain: epochs(plain), dropout: epochs(dropout) } }
}

/** The errors of both networks, and the numbers of test images that only one of them gets right. */
export interface Evidence {
  readonly plain: Pick<Result, 'trainError' | 'testError'>
  readonly dropout: Pick<Result, 'trainError' | 'testError'>
  /** First the network without dropout, second the one with it. */
  readonly pairs: DiscordantPairs
}

export function evidenceOf(plain: TrainedNetwork, dropout: TrainedNetwork, test: Dataset): Evidence {
  return { plain, dropout, pairs: discordantPairs(plain.predicted, dropout.predicted, test.targets.data) }
}

/** The significance level of the test. */
const LEVEL = 0.05

/** One sentence: the change of the test error, whether it is significant, and what to try. */
export function advise({ plain, dropout, pairs }: Evidence): string {
  const significant = mcnemar(pairs, { method: 'midP' }).pValue < LEVEL
  const change = `from ${percent(plain.testError, 1)} to ${percent(dropout.testError, 1)}`
  if (significant && pairs.onlySecondRight > pairs.onlyFirstRight)
    return `Dropout lowered the test error ${change}: with dropout, the network overfits less.`
  if (significant) {
    return dropout.trainError > plain.testError
      ? `Dropout raised the test error ${change}: the network underfits, so keep more units or train longer.`
      : `Dropout raised the test error ${change}: on this data the network does better without it, so leave it out or keep more units.`
  }
  return `Dropout made no significant difference (test error ${change}): try a larger network, more epochs, or leave dropout out.`
}

/** The document of `--json`. */
export interface JsonDocument {
  readonly data: string
  readonly train: number
  /** A string where a JSON number could lose digits. */
  readonly seed: number | string
  readonly backend: string
  readonly plain: Result
  readonly dropout: Result
  readonly advice: string
}

export function jsonDocument(
  { data, train, seed }: Settings,
  { plain, dropout }: Comparison,
  advice: string,
): JsonDocument {
  return {
    data,
    train,
    seed: typeof seed === 'bigint' ? String(seed) : seed,
    backend: plain.backend,
    plain: resultOf(plain),
    dropout: resultOf(dropout),
    advice,
  }
}

/** The numbers alone, without the data of the report. */
function resultOf({ trainError, testError, gap, loss, thinnedLoss, epochs, seconds }: TrainedNetwork): Result {
  return { trainError, testError, gap, loss, thinnedLoss, epochs, seconds }
}
