import { type Layer, plainLayer } from '@thinned/nn'
import { alias, mul } from '@thinned/tensor'
import { keeps } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { type KeepOption, keepSchedule } from '../keep/keep-option.ts'
import { type LayerDropOptions, layerDrop } from './layer-drop.ts'

/** A layer to skip, for the laws. */
const double: Layer<'any', 'same'> = {
  ...(plainLayer('double', undefined) as Layer<'any', 'same'>),
  outputShape: (input) => input,
  forward: (x) => mul(x, 2),
}

const keepIn = (options: KeepOption): number => keepSchedule('layerDrop', options) as number

/** What layerDrop states about itself, around a layer that gives 2x. */
export const layerDropFacts: VariantFacts<LayerDropOptions> = {
  name: 'layerDrop',
  drops: 'a layer, for the whole batch',
  group: 'paths',
  formula: 'f(x) with probability keep, else x; here f(x) = 2x',
  evaluation: 'f(x), unscaled',
  source: 'Fan, Grave and Joulin 2020',
  link: 'https://arxiv.org/abs/1909.11556',
  make: (options) => layerDrop(double, options),
  settings: keeps,
  input: [60, 20],
  axes: 'any',
  noise: {
    form: 'skip',
    on: 'ones',
    mean: (options) => 1 + keepIn(options),
    variance: (options) => keepIn(options) * (1 - keepIn(options)),
    moments: { mean: '1 + keep', variance: 'keep·(1 − keep)' },
    support: () => [1, 2],
    together: 20,
    share: 'batch',
  },
  zero: (_, x) => alias(x),
  inside: { double: () => double },
  exempt: {
    storage: 'a skipped layer makes no output buffer; the tests of the variant count',
  },
}
