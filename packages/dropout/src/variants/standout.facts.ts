import type { VariantFacts } from '../facts/variant-facts.ts'
import { initialKeep } from '../keep/fixed-keep.ts'
import { keepSchedule } from '../keep/keep-option.ts'
import { type StandoutOptions, standout } from './standout.ts'

const WIDTH = 12

const keepOf = (options: StandoutOptions): number => initialKeep('standout', keepSchedule('standout', options))

/** What standout states about itself. */
export const standoutFacts: VariantFacts<StandoutOptions & { readonly inputs?: number }> = {
  name: 'standout',
  drops: 'single units, with a keep computed from the input',
  group: 'units',
  formula: 'f(x)·m, m ~ Bernoulli(π), π = σ(x·R + r)',
  evaluation: 'f(x)·π',
  source: 'Ba and Frey 2013',
  link: 'https://papers.nips.cc/paper/5032-adaptive-dropout-for-training-deep-neural-networks',
  make: ({ inputs = WIDTH, ...options }) => standout(inputs, options),
  settings: [0.25, 0.5, 0.9].map((keep) => ({ keep })),
  input: [50, WIDTH],
  axes: ['example', 'feature'],
  noise: {
    form: 'select',
    on: 'ones',
    mean: keepOf,
    variance: (options) => keepOf(options) * (1 - keepOf(options)),
    moments: { mean: 'keep', variance: 'keep·(1 − keep)' },
    support: () => [0, 1],
  },
  exempt: {
    ends: 'keep is computed from a finite logit',
    schedules: 'keep follows its gradient',
    select:
      'the keep of an example follows from all its inputs, so Inf and NaN reach it; the tests of the variant put them behind the layer inside',
    gradients:
      'a drawn mask has no derivative; the gradient goes straight through it, as the tests of the variant check',
    storage: 'the graph holds the logits of the keeps, from which the gradient draws the mask again',
    independence: 'the widths are fixed; the tests of the variant look at neighbors',
  },
}
