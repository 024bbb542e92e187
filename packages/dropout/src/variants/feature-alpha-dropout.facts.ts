import { alphaNoise, keeps } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { type FeatureAlphaDropoutOptions, featureAlphaDropout } from './feature-alpha-dropout.ts'

/** What feature-alpha dropout states about itself. */
export const featureAlphaDropoutFacts: VariantFacts<FeatureAlphaDropoutOptions> = {
  name: 'featureAlphaDropout',
  drops: 'channels of an example, to −λα',
  group: 'channels',
  formula: 'a·(m·x + (1 − m)·α′) + b, one m ~ Bernoulli(keep) for a channel',
  evaluation: 'identity',
  source: 'Klambauer et al. 2017 with Tompson et al. 2015',
  link: 'https://arxiv.org/abs/1706.02515',
  make: featureAlphaDropout,
  settings: keeps,
  input: [10, 3, 2, 16],
  axes: ['example', 'row', 'column', 'channel'],
  noise: alphaNoise(6),
}
