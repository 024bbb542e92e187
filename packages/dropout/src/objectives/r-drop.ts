import { type LossFunction, losses, type Objective, withSettings } from '@thinned/nn'
import { add, cast, mul, notEqual, reshape, sameShape, scope, type Tensor } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'

export type RDropOptions<Options extends object = object> = Omit<Options, 'weights'> & {
  /** How much the divergence counts beside the loss, from 0. The paper's best lie between 0.1 and 5. Default 1. */
  readonly alpha?: number
}

/**
 * Runs the model twice, with masks of its own each time, and asks both to agree: the loss is
 * ½(loss₁ + loss₂) + α·½(KL(p₁ ‖ p₂) + KL(p₂ ‖ p₁)), p = softmax of the outputs [batch, …, classes] along the last axis. Further options go
 * to the loss; places whose label it ignores are left out of the divergence too. The full network has no masks, so its divergence is 0 and it is
 * measured by the loss alone.
 *
 * Source: Liang et al. 2021 (R-Drop), with the mean of the two losses as in the authors' code: the paper's sum is twice this with
 * twice its α.
 *
 * @throws {DropoutError} where alpha is no finite number from 0.
 *
 * @example
 * ```ts
 * import { dropout, objectives } from '@thinned/dropout'
 * import { createPass, losses } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { tensor } from '@thinned/tensor'
 *
 * const loss = objectives.rDrop(losses.crossEntropy, { alpha: 1 })
 * const batch = { inputs: tensor([[1, 2]]), targets: tensor([1], { dtype: 'int32' }) }
 * const pass = createPass({ mode: 'train', key: key(42) })
 * let runs = 0
 * const value = loss((inputs) => dropout({ keep: 0.5 }).forward(inputs, pass.ofRun(runs++)), batch)
 * console.log(runs, value.readSync()[0]!.toFixed(3)) // 2 0.018
 * ```
 */
export function rDrop<Options extends object = object, Inputs = Tensor>(
  loss: LossFunction<Tensor, Options>,
  options: RDropOptions<Options> = {} as RDropOptions<Options>,
): Objective<Inputs> {
  const { alpha = 1, ...own } = options
  if (!(alpha >= 0 && alpha < Number.POSITIVE_INFINITY))
    throw new DropoutError(`rDrop was given alpha ${alpha}; it takes a finite number from 0.`)
  const { ignore } = own as { ignore?: number }
  return withSettings({ name: 'rDrop', loss: loss.name, alpha, ...own }, (forward, { inputs, targets, weights }) =>
    scope(() => {
      const lossOf = (outputs: Tensor): Tensor =>
        loss(outputs, targets, { ...own, ...(weights && { weights }) } as Options)
      const [first, second] = [forward(inputs), forward(inputs)]
      const both = mul(add(lossOf(first), lossOf(second)), 0.5)
      if (alpha === 0) return both
      const counted = weightsOfPlaces(first, targets, weights, ignore)
      const given = counted && { weights: counted }
      const apart = add(losses.klDivergence(first, second, given), losses.klDivergence(second, first, given))
      return add(both, mul(apart, alpha / 2))
    }),
  )
}

/** The weights of the examples or, where labels are ignored, of all places. */
function weightsOfPlaces(
  { shape, dtype }: Tensor,
  targets: Tensor,
  weights: Tensor | undefined,
  ignore: number | undefined,
): Tensor | undefined {
  if (ignore === undefined || !sameShape(targets.shape, shape.slice(0, -1))) return weights
  const counted = cast(notEqual(targets, ignore), dtype)
  if (!weights) return counted
  return mul(counted, reshape(weights, [...weights.shape, ...new Array<number>(targets.rank - weights.rank).fill(1)]))
}
