import { keeps, twoPoint } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { type GaussianDropoutOptions, gaussianDropout } from './gaussian-dropout.ts'

/** What Gaussian dropout states about itself. */
export const gaussianDropoutFacts: VariantFacts<GaussianDropoutOptions> = {
  name: 'gaussianDropout',
  drops: 'nothing: multiplies by noise',
  group: 'units',
  formula: 'x·n, n ~ N(1, (1 − keep)/keep)',
  evaluation: 'identity',
  source: 'Srivastava et al. 2014, section 10',
  link: 'https://jmlr.org/papers/v15/srivastava14a.html',
  make: gaussianDropout,
  settings: keeps,
  input: [50, 20],
  axes: 'any',
  noise: { ...twoPoint(), form: 'multiply', support: () => 'any' },
}
