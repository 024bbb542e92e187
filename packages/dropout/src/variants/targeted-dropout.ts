import { describeSchedule, type Layer, resolveSchedule, type Schedule, type Width } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { dropoutMask, where } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { type KeepOption, keepOf } from '../keep/keep-option.ts'
import { type Targets, targetedMask } from '../kit/targeted-mask.ts'
import { type WeightsOptions, weightsLayer } from '../kit/weights-layer.ts'

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
