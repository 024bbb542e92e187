import { exp, log } from '@thinned/math/float64'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { initialKeep } from '../keep/fixed-keep.ts'
import { keepSchedule } from '../keep/keep-option.ts'
import { type ConcreteDropoutOptions, concreteDropout } from './concrete-dropout.ts'

/** What concrete dropout states about itself. */
export const concreteDropoutFacts: VariantFacts<ConcreteDropoutOptions> = {
  name: 'concreteDropout',
  drops: 'single elements, by a relaxed mask; keep is learned',
  group: 'units',
  formula: 'x·m/keep, m = σ((logit keep + ln u − ln(1 − u)) / t)',
  evaluation: 'identity',
  source: 'Gal, Hron and Kendall 2017, equations 3 to 5',
  link: 'https://arxiv.org/abs/1705.07832',
  make: (options) => concreteDropout(options),
  settings: [0.25, 0.5, 0.9].map((keep) => ({ keep, examples: 1000 })),
  input: [50, 20],
  axes: 'any',
  noise: {
    form: 'multiply',
    on: 'ones',
    mean: (options) => relaxedMoment(options, (m) => m),
    variance: (options) => {
      const mean = relaxedMoment(options, (m) => m)
      return relaxedMoment(options, (m) => (m - mean) * (m - mean))
    },
    support: () => 'any',
  },
  exempt: {
    ends: 'keep is learned from strictly between 0 and 1, which are infinitely far in its logit',
    schedules: 'keep follows its gradient',
  },
}

/** The mean of a function of m / keep over u, by the midpoint rule. */
function relaxedMoment(options: ConcreteDropoutOptions, of: (noise: number) => number): number {
  const [keep, temperature, points] = [
    initialKeep('concreteDropout', keepSchedule('concreteDropout', options)),
    options.temperature ?? 0.1,
    100_000,
  ]
  let total = 0
  for (let i = 0; i < points; i++) {
    const u = (i + 0.5) / points
    const relaxed = 1 / (1 + exp(-(log(keep / (1 - keep)) + log(u / (1 - u))) / temperature))
    total += of(relaxed / keep)
  }
  return total / points
}
