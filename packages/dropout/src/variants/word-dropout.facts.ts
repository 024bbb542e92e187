import { keeps } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { type WordDropoutOptions, wordDropout } from './word-dropout.ts'

/** What word dropout states about itself. */
export const wordDropoutFacts: VariantFacts<Omit<WordDropoutOptions, 'unknown'> & Partial<WordDropoutOptions>> = {
  name: 'wordDropout',
  drops: 'words, replaced by the unknown word',
  group: 'tokens',
  formula: 'x where m, else the unknown word, m ~ Bernoulli(keep)',
  evaluation: 'identity',
  source: 'Iyyer et al. 2015; Bowman et al. 2016',
  link: 'https://aclanthology.org/P15-1162',
  make: ({ unknown = 0, ...options }) => wordDropout({ unknown, ...options } as WordDropoutOptions),
  settings: [
    ...keeps.map((keep) => ({ ...keep, unknown: 0 })),
    { keep: 0.5, unknown: 3 },
    { keep: 0.5, unknown: 0, always: [5, 2] },
  ],
  input: [50, 20],
  axes: ['example', 'token'],
  tokens: 7,
  noise: {
    form: 'select',
    on: 'ones',
    mean: ({ keep, unknown = 0 }) => (keep as number) + (1 - (keep as number)) * unknown,
    variance: ({ keep, unknown = 0 }) => (keep as number) * (1 - (keep as number)) * (1 - unknown) * (1 - unknown),
    moments: { mean: 'keep + (1 − keep)·unknown', variance: 'keep·(1 − keep)·(1 − unknown)²' },
    support: ({ unknown = 0 }) => [unknown, 1],
    dropped: ({ unknown = 0 }) => unknown,
  },
  exempt: { gradients: 'tokens have no gradient' },
}
