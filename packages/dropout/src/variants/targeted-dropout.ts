import { describeSchedule, type Layer, resolveSchedule, type Schedule, type Width } from '@thinned/nn'
import { boolean, either, formatValue, func, number, oneOf, type Schema, withDefault } from '@thinned/schema'
import { dropoutMask, where } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import type { KeepOption } from '../keep/keep-option.ts'
import { checkLayer, keepOptions, type OtherFields } from '../keep/keep-options.ts'
import { maskOptions } from '../kit/masked-layer.ts'
import { type Targets, targetedMask } from '../kit/targeted-mask.ts'
import { type WeightsOptions, weightsFields, weightsLayer } from '../kit/weights-layer.ts'

export type TargetedDropoutOptions = KeepOption &
  WeightsOptions & {
    /** The share of weights, or of units, that can be dropped, in [0, 1]: a number or a schedule. Default 0.5. */
    readonly targeted?: Schedule
    /**
     * What can be dropped. 'weights' (the default): of each unit's incoming weights the smallest in magnitude. 'units': the units with the smallest
     * norm of incoming weights.
     */
    readonly of?: Targets
    /** Whether evaluation drops all targets, as a pruned network does. Default false: the full network. */
    readonly prune?: boolean
  }

const targets: Schema<Schedule> = /* @__PURE__ */ either<Schedule>(
  number({ from: 0, to: 1 }),
  func('a schedule of them'),
)

const read = keepOptions('targetedDropout', {
  targeted: withDefault(targets, 0.5),
  of: withDefault(oneOf('weights', 'units'), 'weights'),
  prune: withDefault(boolean, false),
  ...weightsFields,
} satisfies OtherFields<TargetedDropoutOptions>)

/**
 * Drops the least important weights of the layer inside, so that the network can be pruned. The targets are the ⌊targeted · n⌋ smallest in magnitude
 * of each unit's n incoming weights, or the ⌊targeted · units⌋ units with the smallest norm of incoming weights. Each `train` and `sample` pass
 * drops each target with probability 1 − keep, for all examples of the batch; the other weights stay. The targets follow the present weights.
 * Nothing is scaled, as in the paper. Parameters with one axis, such as biases, stay.
 *
 * Source: Gomez et al. 2019 (Learning sparse networks using targeted dropout).
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1]; if targeted is not in [0, 1], or the layer has no weights.
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
  const given = read(options)
  const { schedule, targeted, of, prune } = given
  checkLayer('targetedDropout', layer)
  return weightsLayer({
    kind: 'targetedDropout',
    layer,
    schedule,
    options: given,
    settings: { targeted: describeSchedule(targeted), of, prune },
    maskWeight(weight, keep, pass) {
      const evaluating = pass.mode === 'evaluate'
      if (evaluating ? !prune : keep === 1) return weight
      const targets = targetedMask(weight, checkShare(resolveSchedule(targeted, pass)), of)
      if (evaluating) return where(targets, 0, weight)
      const sharedAxes = of === 'units' ? [...weight.shape.keys()].slice(0, -1) : []
      const mask = dropoutMask(weight, maskOptions(pass, { keep, sharedAxes }))
      return where(targets, where(mask, weight, 0), weight)
    },
  })
}

function checkShare(targeted: unknown): number {
  if (typeof targeted === 'number' && targeted >= 0 && targeted <= 1) return targeted
  throw new DropoutError(
    `targetedDropout was given targeted ${formatValue(targeted)}; it is the share that can be dropped, a number in [0, 1] or a schedule of them.`,
  )
}
