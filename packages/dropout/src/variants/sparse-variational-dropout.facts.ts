import { exemptWeights, type Widths } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { type SparseVariationalDropoutOptions, sparseVariationalDropout } from './sparse-variational-dropout.ts'

const WIDTH = 12

/** What sparse variational dropout states about itself. */
export const sparseVariationalDropoutFacts: VariantFacts<SparseVariationalDropoutOptions & Partial<Widths>> = {
  name: 'sparseVariationalDropout',
  drops: 'single weights, learned',
  group: 'weights',
  formula: 'x·θ + b + √(x²·σ²)·ε, ε ~ N(0, 1); prunes weights with ln σ²/θ² ≥ 3',
  evaluation: 'the means of the kept weights',
  source: 'Molchanov, Ashukha and Vetrov 2017, equation 14',
  link: 'https://arxiv.org/abs/1701.05369',
  make: ({ inputs = WIDTH, units = WIDTH, ...options }) => sparseVariationalDropout(inputs, units, options),
  // The threshold prunes no weight, so that evaluation has the means of all.
  settings: [0.01, 0.1, 1].map((std) => ({ std, examples: 1000, threshold: 50 })),
  input: [20, WIDTH],
  axes: ['example', 'feature'],
  noise: {
    form: 'add',
    on: 'weights',
    mean: () => 1,
    variance: ({ std }) => (std as number) * (std as number),
    moments: { mean: '1', variance: 'std²' },
    support: () => 'any',
  },
  exempt: exemptWeights,
}
