import type { Arm, Outcome } from './outcome.ts'
import type { Settings } from './settings.ts'

/** What `--json` prints. */
export interface JsonDocument {
  readonly data: string
  readonly train: number
  /** As text where a JSON number could be rounded. */
  readonly seed: number | string
  readonly backend: string
  readonly plain: Outcome
  readonly dropout: Outcome
  readonly advice: string
}

export function jsonDocument({ data, train, seed }: Settings, plain: Arm, dropout: Arm, advice: string): JsonDocument {
  return {
    data,
    train,
    seed: typeof seed === 'bigint' ? String(seed) : seed,
    backend: plain.backend,
    plain: outcomeOf(plain),
    dropout: outcomeOf(dropout),
    advice,
  }
}

/** The numbers of an arm, without what only the page needs. */
function outcomeOf({ trainError, testError, gap, loss, thinnedLoss, epochs, seconds }: Arm): Outcome {
  return { trainError, testError, gap, loss, thinnedLoss, epochs, seconds }
}
