import { exemptWeights, twoPoint, type Widths } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { type VariationalDropoutOptions, variationalDropout } from './variational-dropout.ts'

const WIDTH = 12

/** What variational dropout states about itself. */
export const variationalDropoutFacts: VariantFacts<VariationalDropoutOptions & Partial<Widths>> = {
  name: 'variationalDropout',
  drops: 'nothing: draws weights; keep is learned',
  group: 'weights',
  formula: 'x·θ + b + √(α·x²·θ²)·ε, α = (1 − keep)/keep, ε ~ N(0, 1)',
  evaluation: 'the means x·θ + b',
  source: 'Kingma, Salimans and Welling 2015',
  link: 'https://arxiv.org/abs/1506.02557',
  make: ({ inputs = WIDTH, units = WIDTH, ...options }) =>
    variationalDropout(inputs, units, options as VariationalDropoutOptions),
  settings: [0.55, 0.7, 0.95].map((keep) => ({ keep, examples: 1000 })),
  input: [20, WIDTH],
  axes: ['example', 'feature'],
  noise: { ...twoPoint(), form: 'multiply', on: 'weights', support: () => 'any' },
  exempt: exemptWeights,
}
