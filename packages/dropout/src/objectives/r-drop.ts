import { type LossFunction, losses, type Objective, withSettings } from '@thinned/nn'
import { formatValue } from '@thinned/schema'
import { add, cast, mul, notEqual, reshape, sameShape, scope, type Tensor } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { checkObjective } from '../kit/check-objective.ts'

export type RDropOptions<Options extends object = object> = Omit<Options, 'weights'> & {
  /** The weight α of the divergence, from 0. The best values of the paper are between 0.1 and 5. Default 1. */
  readonly alpha?: number
}

/**
 * Runs the model twice, each time with other masks, and asks both runs to agree: the loss is
 * ½(loss₁ + loss₂) + α·½(KL(p₁ ‖ p₂) + KL(p₂ ‖ p₁)), p = softmax of the outputs [batch, …, classes] along the last axis. Further options go
 * to the loss; positions with an ignored label do not count in the divergence either. The full network has no masks, so its divergence is 0, and
 * its loss is `loss` itself.
 *
 * Source: Liang et al. 2021 (R-Drop), with the mean of the two losses as in the authors' code: the paper's sum is twice this with
 * twice its α.
 *
 * @throws {DropoutError} if alpha is not a finite number from 0.
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
 * const parts = loss((inputs) => dropout({ keep: 0.5 }).forward(inputs, pass.ofRun(runs++)), batch)
 * console.log(runs, losses.total(parts).readSync()[0]!.toFixed(3)) // 2 0.018
 * ```
 */
export function rDrop<Options extends object = object, Inputs = Tensor>(
  loss: LossFunction<Tensor, Options>,
  options: RDropOptions<Options> = {} as RDropOptions<Options>,
): Objective<Inputs> {
  checkObjective('rDrop', loss, options, ['alpha'])
  const { alpha = 1, ...others } = options
  const { name, ...preset } = losses.isLoss(loss) ? loss.settings : { name: loss.name }
  const lossOptions = { ...preset, ...others }
  if (!Number.isFinite(alpha) || alpha < 0)
    throw new DropoutError(`rDrop was given alpha ${formatValue(alpha)}; it takes a finite number from 0.`)
  const { ignore } = lossOptions as { ignore?: number }
  return withSettings({ name: 'rDrop', loss: name, alpha, ...lossOptions }, (forward, { inputs, targets, weights }) =>
    scope(() => {
      const lossOf = (outputs: Tensor): Tensor =>
        loss(outputs, targets, { ...lossOptions, ...(weights && { weights }) } as Options)
      const [first, second] = [forward(inputs), forward(inputs)]
      const ofFirst = lossOf(first)
      const both = { loss: mul(add(ofFirst, lossOf(second)), 0.5), weight: losses.weightOf(ofFirst) }
      if (alpha === 0) return [both]
      const positions = positionWeights(first, targets, weights, ignore)
      const weighting = positions && { weights: positions }
      const forth = losses.klDivergence(first, second, weighting)
      const divergence = add(forth, losses.klDivergence(second, first, weighting))
      return [both, { loss: mul(divergence, alpha / 2), weight: losses.weightOf(forth) }]
    }),
  )
}

/** The weights of the examples or, with ignored labels, of all positions. */
function positionWeights(
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
