import { type DiscordantPairs, discordantPairs, mcnemar, pairedBootstrap, rmse } from '@thinned/metrics'
import { foldIn, key } from '@thinned/rng'
import type { DemoData, TaskName } from '../data/demo-data.ts'
import type { Views } from '../measures/views.ts'
import type { Comparison, TestedNetwork } from './comparison.ts'
import { errorName, errorText } from './format.ts'
import { nextStep, type Verdict } from './next-step.ts'

/** The errors of both networks, and whether their difference on the test examples is more than chance. */
export interface Evidence {
  readonly task: TaskName
  readonly plain: Pick<TestedNetwork, 'testError'>
  readonly dropout: Pick<TestedNetwork, 'testError'>
  /** 0 within chance, −1 where dropout is better, 1 where it is worse. */
  readonly verdict: Verdict
  /** What to do next, by the histories. */
  readonly step: string
}

/** The significance level of the tests. */
const LEVEL = 0.05

/** Classes by McNemar's test, numbers by a paired bootstrap of the root mean squared error. */
export function evidenceOf(
  { splits }: Pick<DemoData, 'splits'>,
  views: Views,
  { task, plain, dropout }: Comparison,
  seed: number | bigint | string,
): Evidence {
  const targets = splits.test.targets.data
  const [first, second] = [views.plain.predicted, views.dropout.predicted]
  const verdict =
    task === 'classification'
      ? verdictOfPairs(discordantPairs(first, second, targets))
      : verdictOfNumbers(first, second, targets, seed)
  const step = nextStep({ plain, dropout }, verdict, task, splits.validation.targets.shape[0]!)
  return { task, plain, dropout, verdict, step }
}

/** First the network without dropout, second the one with it. */
export function verdictOfPairs(pairs: DiscordantPairs): Verdict {
  if (mcnemar(pairs, { method: 'midP' }).pValue >= LEVEL) return 0
  return pairs.onlySecondRight > pairs.onlyFirstRight ? -1 : 1
}

function verdictOfNumbers(
  plain: ArrayLike<number>,
  dropout: ArrayLike<number>,
  targets: ArrayLike<number>,
  seed: number | bigint | string,
): Verdict {
  const drawn = { key: foldIn(key(seed), 'bootstrap') }
  const { value, pValue } = pairedBootstrap(
    rmse(),
    { predicted: dropout, targets },
    { predicted: plain, targets },
    drawn,
  )
  return pValue >= LEVEL ? 0 : value < 0 ? -1 : 1
}

/** What dropout did: the change of the test error, and whether it is significant. */
export function verdictSentence({ task, plain, dropout, verdict }: Omit<Evidence, 'step'>): string {
  const name = `test ${errorName(task)}`
  const change = `from ${errorText(task, plain.testError, 1)} to ${errorText(task, dropout.testError, 1)}`
  if (verdict === 0) return `Dropout made no significant difference (${name} ${change}).`
  return `Dropout ${verdict < 0 ? 'lowered' : 'raised'} the ${name} ${change}.`
}
