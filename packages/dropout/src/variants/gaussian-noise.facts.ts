import type { VariantFacts } from '../facts/variant-facts.ts'
import { type GaussianNoiseOptions, gaussianNoise } from './gaussian-noise.ts'

/** What Gaussian noise states about itself. */
export const gaussianNoiseFacts: VariantFacts<GaussianNoiseOptions> = {
  name: 'gaussianNoise',
  drops: 'nothing: adds noise',
  group: 'units',
  formula: 'x + n, n ~ N(0, std²)',
  evaluation: 'identity',
  source: 'Bishop 1995, equation 4',
  link: 'https://doi.org/10.1162/neco.1995.7.1.108',
  make: gaussianNoise,
  settings: [{ std: 0.1 }, { std: 1 }, { std: 5 }],
  input: [50, 20],
  axes: 'any',
  noise: {
    form: 'add',
    on: 'ones',
    mean: () => 1,
    variance: ({ std }) => (std as number) * (std as number),
    moments: { mean: '1', variance: 'std²' },
    support: () => 'any',
  },
}
