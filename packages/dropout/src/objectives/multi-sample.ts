import { type LossFunction, losses, type Objective, withSettings } from '@thinned/nn'
import { formatValue } from '@thinned/schema'
import { add, mul, scope, type Tensor } from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { checkObjective } from '../kit/check-objective.ts'

export type MultiSampleOptions<Options extends object = object> = Omit<Options, 'weights'> & {
  /** The number of masks of an example in a step, an integer from 1. */
  readonly samples: number
}

/**
 * Runs the model several times, each time with other masks, and takes the mean of the losses. The gradient has less noise of masks, as with a batch
 * that many times larger. Further options go to the loss. Layers before the first dropout compute the same each time. The full network has no
 * masks; its loss is `loss` itself.
 *
 * Source: Inoue 2019 (Multi-sample dropout for accelerated training and better generalization).
 *
 * @throws {DropoutError} if samples is not an integer from 1.
 *
 * @example
 * ```ts
 * import { dropout, objectives } from '@thinned/dropout'
 * import { createPass, losses } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones, zeros } from '@thinned/tensor'
 *
 * const loss = objectives.multiSample(losses.mse, { samples: 100 })
 * const batch = { inputs: ones([1, 1]), targets: zeros([1, 1]) }
 * const pass = createPass({ mode: 'train', key: key(42) })
 * let runs = 0
 * const parts = loss((inputs) => dropout({ keep: 0.5 }).forward(inputs, pass.ofRun(runs++)), batch)
 * console.log(runs, losses.total(parts).readSync()[0]!.toFixed(1)) // 100 1.8
 * ```
 */
export function multiSample<Options extends object = object, Inputs = Tensor>(
  loss: LossFunction<Tensor, Options>,
  options: MultiSampleOptions<Options>,
): Objective<Inputs> {
  checkObjective('multiSample', loss, options, ['samples'])
  const { samples, ...others } = options
  const { name, ...preset } = losses.isLoss(loss) ? loss.settings : { name: loss.name }
  const lossOptions = { ...preset, ...others }
  if (!Number.isSafeInteger(samples) || samples < 1)
    throw new DropoutError(`multiSample was given samples ${formatValue(samples)}; it takes an integer from 1.`)
  return withSettings(
    { name: 'multiSample', loss: name, samples, ...lossOptions },
    (forward, { inputs, targets, weights }) =>
      scope(() => {
        const values = Array.from({ length: samples }, () =>
          loss(forward(inputs), targets, { ...lossOptions, ...(weights && { weights }) } as unknown as Options),
        )
        return [{ loss: mul(values.reduce(add), 1 / samples), weight: losses.weightOf(values[0]!) }]
      }),
  )
}
