import type { VariantFacts } from '../facts/variant-facts.ts'
import { initialKeep } from '../keep/learned-keep.ts'
import { type StandoutOptions, standout } from './standout.ts'

const WIDTH = 12

/** What standout states about itself. */
export const standoutFacts: VariantFacts<StandoutOptions & { readonly inputs?: number }> = {
  name: 'standout',
  drops: 'single units, with a keep that is computed from the input',
  formula: 'f(x)·m, m ~ Bernoulli(π), π = σ(x·R + r)',
  evaluation: 'f(x)·π',
  source: 'Ba and Frey 2013',
  make: ({ inputs = WIDTH, ...options }) => standout(inputs, options),
  settings: [0.25, 0.5, 0.9].map((keep) => ({ keep })),
  input: [50, WIDTH],
  noise: {
    form: 'select',
    on: 'ones',
    mean: (options) => initialKeep('standout', options),
    variance: (options) => initialKeep('standout', options) * (1 - initialKeep('standout', options)),
    moments: { mean: 'keep', variance: 'keep·(1 − keep)' },
    support: () => [0, 1],
  },
  exempt: {
    ends: 'keep is computed, from where its logit is finite',
    schedules: 'keep follows its gradient',
    select:
      'an input decides what is kept, so Inf and NaN in it reach the keep of its whole example; its tests put them behind the layer inside',
    gradients: 'a drawn mask has no slope; the gradient goes straight through it, as its tests check',
    storage: 'the graph holds the logits of the keeps, from which the mask is drawn again',
    independence: 'the widths are fixed; its tests look at neighbors',
  },
}
