import { type KeepOption, keepOf } from './keep-option.ts'
import type { Noise } from './variant-facts.ts'

/** Keep probabilities that laws are checked at. */
export const keeps: readonly KeepOption[] = [0.1, 0.25, 0.5, 0.8, 0.95].map((keep) => ({ keep }))

/** 1/keep with probability keep, else 0: the noise of every variant that keeps or drops and scales. */
export function twoPoint(together = 1): Noise<KeepOption> {
  const keepIn = (options: KeepOption): number => keepOf('dropout', options) as number
  return {
    form: 'select',
    on: 'ones',
    mean: () => 1,
    variance: (options) => (1 - keepIn(options)) / keepIn(options),
    moments: { mean: '1', variance: '(1 − keep)/keep' },
    support: (options) => [0, 1 / keepIn(options)],
    together,
  }
}
