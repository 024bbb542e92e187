import { createPass, type Layer, linear, type Params, resolveSchedule, type Schedule, type Width } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { dropoutMask, type Tensor, where } from '@thinned/tensor'
import { describeSchedule } from '../describe-keep.ts'
import { drawnWeights } from '../drawn-weights.ts'
import { DropoutError } from '../dropout-error.ts'
import { type KeepOption, keepOf } from '../keep-option.ts'
import { type Targets, targetedMask } from '../targeted-mask.ts'
import type { VariantFacts } from '../variant-facts.ts'
import { type WeightsOptions, weightsLayer } from '../weights-layer.ts'

export type TargetedDropoutOptions = KeepOption &
  WeightsOptions & {
    /** The share of weights, or of units, that can be dropped, in [0, 1]; a number or a schedule of one. Default 0.5. */
    readonly targeted?: Schedule
    /**
     * What is dropped: of each unit's incoming weights those that are smallest in magnitude, or units whole, those whose incoming weights have the
     * smallest norm. Default 'weights'.
     */
    readonly of?: Targets
    /** Whether evaluation leaves out all that is targeted, as a pruned network would. Default false: the full network. */
    readonly prune?: boolean
  }

/**
 * Drops what matters least, in the layer that it stands around, so that the network learns to do without: of each unit's n incoming weights the
 * ⌊targeted · n⌋ smallest in magnitude, or of all units the ⌊targeted · units⌋ with the smallest norm of incoming weights. Each of them is
 * dropped with probability 1 − keep, anew in every `train` and `sample` pass for the whole batch; the others always stay. What is targeted follows
 * the weights as they are now. Nothing is scaled, as in the paper. Biases, and all else with one axis, stay.
 *
 * Source: Gomez et al. 2019 (Learning sparse networks using targeted dropout).
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1]; where targeted is not in [0, 1], or the layer has no weights.
 *
 * @example
 * ```ts
 * import { targetedDropout } from '@thinned/dropout'
 * import { createPass, init, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones, tensor } from '@thinned/tensor'
 *
 * const layer = targetedDropout(linear(4, 1), { keep: 0.5, targeted: 0.75, prune: true })
 * init(layer, key(1))
 * layer.params = { layer: { weight: tensor([[1], [20], [300], [4000]]), bias: tensor([0]) } }
 * console.log(layer.forward(ones([1, 4]), createPass({ mode: 'train', key: key(42) })).readSync()[0]) // 4021
 * console.log(layer.forward(ones([1, 4]), createPass({ mode: 'evaluate' })).readSync()[0]) // 4000
 * ```
 */
export function targetedDropout<In extends Width, Out extends Width | 'same'>(
  layer: Layer<In, Out>,
  options: TargetedDropoutOptions,
): Layer<In, Out> {
  const { targeted = 0.5, of = 'weights', prune = false } = options
  const schedule = keepOf('targetedDropout', options)
  if (typeof targeted !== 'function') checkShare(targeted)
  if (of !== 'weights' && of !== 'units')
    throw new DropoutError(`targetedDropout was given { of: ${JSON.stringify(of)} }; it is 'weights' or 'units'.`)
  return weightsLayer({
    kind: 'targetedDropout',
    layer,
    schedule,
    options,
    settings: { targeted: describeSchedule(targeted), of, prune },
    thin(weight, keep, place) {
      const evaluating = place.mode === 'evaluate'
      if (evaluating ? !prune : keep === 1) return weight
      const targets = targetedMask(weight, checkShare(resolveSchedule(targeted, place)), of)
      if (evaluating) return where(targets, 0, weight)
      const kept = dropoutMask(weight, {
        keep,
        sharedAxes: of === 'units' ? [...weight.shape.keys()].slice(0, -1) : [],
        get key() {
          return foldIn(place.key, 'mask')
        },
      })
      return where(targets, where(kept, weight, 0), weight)
    },
  })
}

function checkShare(targeted: unknown): number {
  if (typeof targeted === 'number' && targeted >= 0 && targeted <= 1) return targeted
  throw new DropoutError(
    `targetedDropout was given targeted ${String(targeted)}; it is the share that can be dropped, a number in [0, 1] or a schedule of them.`,
  )
}

const WIDTH = 12

/** The layer with its targets gone. */
function pruned({ children, options }: Layer, x: Tensor): Tensor {
  const { layer } = children as { layer: Layer }
  const { targeted, of } = options as { targeted: number; of: Targets }
  const { weight, ...others } = layer.params as { weight: Tensor } & Params
  const left = where(targetedMask(weight, targeted, of), 0, weight)
  return layer.forward(x, createPass({ mode: 'evaluate' }), { ...others, weight: left })
}

/**
 * What targeted dropout states about itself, around a linear layer.
 *
 * @example
 * ```ts
 * import { targetedDropoutFacts } from '@thinned/dropout'
 *
 * console.log(targetedDropoutFacts.formula) // w·m, m ~ Bernoulli(keep) among the smallest |w| of a unit, else 1
 * ```
 */
export const targetedDropoutFacts: VariantFacts<TargetedDropoutOptions> = {
  name: 'targetedDropout',
  drops: 'weights or units among those that matter least, for the whole batch',
  formula: 'w·m, m ~ Bernoulli(keep) among the smallest |w| of a unit, else 1',
  evaluation: 'x·w + b, all targets left out if asked for',
  source: 'Gomez et al. 2019',
  make: (options) => targetedDropout(linear(WIDTH, WIDTH), options),
  settings: [
    { keep: 0.25, targeted: 0.75 },
    { keep: 0.5, targeted: 0.5 },
    { keep: 0.5, targeted: 1, of: 'units' },
  ],
  input: [20, WIDTH],
  noise: drawnWeights,
  zero: pruned,
  wraps: true,
  exempt: {
    'mean and variance are those declared': 'those of an output depend on the weights; its tests count what is dropped',
    'rows, columns, layers and steps are independent': 'outputs have variances of their own, and the widths are fixed',
    'no noise is stored between the passes':
      'the graph holds the thinned weights: the gradient of a product needs them',
  },
}
