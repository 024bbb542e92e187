import { twoPoint } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { type EmbeddingDropoutOptions, embeddingDropout } from './embedding-dropout.ts'

const [COUNT, FEATURES] = [11, 3]

/** What embedding dropout states about itself. */
export const embeddingDropoutFacts: VariantFacts<
  EmbeddingDropoutOptions & { readonly count?: number; readonly features?: number }
> = {
  name: 'embeddingDropout',
  drops: 'rows of an embedding, for the whole batch',
  group: 'tokens',
  formula: 'W[token]·m/keep, one m ~ Bernoulli(keep) for a token',
  evaluation: 'the embedding',
  source: 'Gal and Ghahramani 2016; Merity, Keskar and Socher 2018',
  link: 'https://arxiv.org/abs/1512.05287',
  make: ({ count = COUNT, features = FEATURES, ...options }) => embeddingDropout(count, features, options),
  settings: [0.25, 0.5, 0.8].map((keep) => ({ keep })),
  input: [10, 7],
  axes: ['example', 'token'],
  tokens: COUNT,
  shape: (_, input) => [...input, FEATURES],
  noise: { ...twoPoint(FEATURES), on: 'weights', share: 'batch' },
  exempt: {
    independence:
      'equal tokens are dropped together; the tests of the variant compare the mask of rows with that of dropout',
  },
}
