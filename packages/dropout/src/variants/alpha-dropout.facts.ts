import { alphaNoise, keeps } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { type AlphaDropoutOptions, alphaDropout } from './alpha-dropout.ts'

/** What alpha dropout states about itself. */
export const alphaDropoutFacts: VariantFacts<AlphaDropoutOptions> = {
  name: 'alphaDropout',
  drops: 'single elements, to −λα',
  group: 'units',
  formula: 'a·(m·x + (1 − m)·α′) + b, m ~ Bernoulli(keep)',
  evaluation: 'identity',
  source: 'Klambauer et al. 2017, "New dropout technique"',
  link: 'https://arxiv.org/abs/1706.02515',
  make: alphaDropout,
  settings: keeps,
  input: [50, 20],
  axes: 'any',
  noise: alphaNoise(),
}
