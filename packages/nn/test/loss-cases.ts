import { foldIn, integers, key } from '@thinned/rng'
import { type Backend, mul, randomNormal, randomUniform, type Shape, type Tensor, tensor } from '@thinned/tensor'

/** What the suites must know of a loss: ways to call it worth trying, each under a name that says what is particular to it. */
export type LossCases = Readonly<Record<string, LossCase>>

export interface LossCase {
  /** Calls the loss with as many predictions as `predictions` has shapes, and with weights where `weights` says that it takes some. */
  loss(predictions: readonly Tensor[], targets: Tensor, weights?: Tensor): Tensor
  /** The shape of one example of each prediction. */
  readonly predictions: readonly Shape[]
  /** The shape of one example of the targets. */
  readonly targets: Shape
  /** Classes as int32 from 0 to one less than this, probabilities uniform in 0 … 1, or, by default, normal draws. */
  readonly values?: number | 'probabilities'
  /** Shapes of one example of the targets that are refused. */
  readonly refused: readonly Shape[]
  /** The shape of one example of the sample weights that it takes. Default: none are taken. */
  readonly weights?: Shape
  /** The predictions are logits, finite in loss and gradient at any size. Default false. */
  readonly logits?: boolean
  /** What it is the mean over. 'other': over weights that differ from batch to batch, so that batches do not add up. Default 'examples'. */
  readonly meanOver?: 'examples' | 'other'
}

export interface LossInputs {
  readonly predictions: readonly Tensor[]
  readonly targets: Tensor
}

type Options = { readonly dtype?: 'float32' | 'float64'; readonly backend?: Backend }

/** Inputs of a case, the same on every backend; other numbers for another name. */
export function lossInputs(one: LossCase, batch: number, options: Options = {}, name = 'inputs', size = 1): LossInputs {
  const inputKey = key(name)
  return {
    predictions: one.predictions.map((shape, index) =>
      mul(randomNormal(foldIn(inputKey, index), [batch, ...shape], options), size),
    ),
    targets: targetsOf(one.values, foldIn(inputKey, 'targets'), [batch, ...one.targets], options),
  }
}

function targetsOf(
  values: LossCase['values'],
  inputKey: ReturnType<typeof key>,
  shape: Shape,
  options: Options,
): Tensor {
  if (values === 'probabilities') return randomUniform(inputKey, shape, options)
  if (values === undefined) return randomNormal(inputKey, shape, options)
  const size = shape.reduce((product, extent) => product * extent, 1)
  return tensor(integers(inputKey, size, { high: values }), { ...options, shape, dtype: 'int32' })
}
