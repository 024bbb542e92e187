import { type KeepOption, keepSchedule } from '../keep/keep-option.ts'
import { alphaMap } from '../kit/alpha-layer.ts'
import type { Noise } from './variant-facts.ts'

/** The keep of settings whose keep or drop is a number. */
export const keepIn = (options: KeepOption): number => keepSchedule('facts', options) as number

/** Keep probabilities at which the suite checks the laws. */
export const keeps: readonly KeepOption[] = [0.1, 0.25, 0.5, 0.8, 0.95].map((keep) => ({ keep }))

/** 1/keep with probability keep, else 0: the noise of every variant that keeps or drops and scales. */
export function twoPoint(together = 1): Noise<KeepOption> {
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

/** The noise of alpha dropout. */
export function alphaNoise(together = 1): Noise<KeepOption> {
  const mapOf = (options: KeepOption) => alphaMap(keepIn(options))
  return {
    form: 'select',
    on: 'normal',
    mean: () => 0,
    variance: () => 1,
    moments: { mean: '0', variance: '1' },
    support: (options) => [mapOf(options).dropped, mapOf(options).a + mapOf(options).b],
    dropped: (options) => mapOf(options).dropped,
    together,
  }
}

/** The laws that a layer with normal weights is exempt from, by their ids. */
export const exemptWeights: Readonly<Record<string, string>> = {
  independence: 'each output has another variance, and the widths are fixed',
  ends: 'keep is learned strictly between its bounds, which are infinitely far in its parameter',
  storage: 'the graph holds means and variances of the outputs, from which noise is drawn again',
  schedules: 'keep follows its gradient',
}

/** The widths of such a layer, in its description. */
export interface Widths {
  readonly inputs: number
  readonly units: number
}
