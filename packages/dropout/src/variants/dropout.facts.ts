import { keeps, twoPoint } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { keepSchedule } from '../keep/keep-option.ts'
import { type DropoutOptions, dropout } from './dropout.ts'

/** What standard dropout states about itself. */
export const dropoutFacts: VariantFacts<DropoutOptions> = {
  name: 'dropout',
  drops: 'single elements',
  group: 'units',
  formula: 'x·m/keep, m ~ Bernoulli(keep)',
  evaluation: 'identity',
  source: 'Srivastava et al. 2014, sections 4 and 10',
  link: 'https://jmlr.org/papers/v15/srivastava14a.html',
  make: dropout,
  settings: [...keeps, ...[0.25, 0.8].map((keep) => ({ keep, scale: 'evaluation' as const }))],
  input: [50, 20],
  axes: 'any',
  noise: {
    ...twoPoint(),
    mean: keptOnAverage,
    variance: (options) =>
      (1 - keepIn(options)) * (options.scale === 'evaluation' ? keepIn(options) : 1 / keepIn(options)),
    support: (options) => [0, options.scale === 'evaluation' ? 1 : 1 / keepIn(options)],
  },
  evaluationFactor: keptOnAverage,
}

const keepIn = (options: DropoutOptions): number => keepSchedule('dropout', options) as number

/** What evaluation and the mean over masks make of 1. */
function keptOnAverage(options: DropoutOptions): number {
  return options.scale === 'evaluation' ? keepIn(options) : 1
}
