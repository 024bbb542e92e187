import { slice } from '@thinned/tensor'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { type PatchDropoutOptions, patchDropout } from './patch-dropout.ts'

/** What patch dropout states about itself. */
export const patchDropoutFacts: VariantFacts<PatchDropoutOptions> = {
  name: 'patchDropout',
  drops: 'patches, by removing them',
  group: 'tokens',
  formula: 'x at ⌈keep·n⌉ of its n patches, in their order',
  evaluation: 'identity',
  source: 'Liu et al. 2022',
  link: 'https://arxiv.org/abs/2208.07220',
  make: patchDropout,
  settings: [{ keep: 0.25 }, { keep: 0.5, classTokens: 0 }, { keep: 0.8, classTokens: 2 }],
  input: [10, 9, 3],
  axes: ['example', 'token', 'feature'],
  shape: ({ keep, classTokens = 1 }, [batch, tokens, features]) => [
    batch!,
    classTokens + Math.ceil((keep as number) * (tokens! - classTokens)),
    features!,
  ],
  zero: (_, x) => slice(x, 1, 0, 1),
  noise: {
    form: 'remove',
    on: 'normal',
    mean: () => 0,
    variance: () => 1,
    moments: { mean: '0', variance: '1' },
    support: () => [1],
  },
  exempt: {
    independence: 'patches are drawn without replacement; the tests of the variant count how often each set stays',
  },
}
