import { keeps, twoPoint } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { type LockedDropoutOptions, lockedDropout } from './locked-dropout.ts'

/** What locked dropout states about itself. */
export const lockedDropoutFacts: VariantFacts<LockedDropoutOptions> = {
  name: 'lockedDropout',
  drops: 'a feature at all time steps of an example',
  group: 'channels',
  formula: 'x·m/keep, one m ~ Bernoulli(keep) for all t',
  evaluation: 'identity',
  source: 'Gal and Ghahramani 2016, section 4',
  link: 'https://arxiv.org/abs/1512.05287',
  make: lockedDropout,
  settings: keeps,
  input: [10, 5, 16],
  axes: ['example', 'time', 'feature'],
  noise: twoPoint(5),
}
