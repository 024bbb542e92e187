import { exp } from '@thinned/math/float64'
import { concat, formatShape, type Shape, sameShape, sizeOf, Tensor } from '@thinned/tensor'
import type { Tensors } from '../../batches/tensors.ts'
import { TrainError } from '../../train-error.ts'
import { single } from '../output-shape.ts'
import { constantVariances } from './noise.ts'
import type { ValueOptions } from './value-options.ts'

/** What outputs say of rows of values, in the units of the results. */
export interface Values {
  /** [rows, width]. */
  readonly means: ArrayLike<number>
  /** The variance of the noise of each [rows, width]; undefined where it is the same for all examples, or not known. */
  readonly variances: Float64Array | undefined
}

/** Reads outputs of a model of values. */
export interface ValueHead {
  /** The shape of one example's values, and how many these are. */
  readonly shape: Shape
  readonly width: number
  /** The variances of noise that is the same for all examples [width]. */
  readonly constant: Float64Array | undefined
  read(outputs: ArrayLike<number>): Values
}

/** The head of a model whose outputs have this shape for one example. */
export function valueHead(outputs: Shape, { noise, targetScaler }: ValueOptions): ValueHead {
  const isPredicted = noise === 'predicted'
  const shape = isPredicted ? halfOf(outputs) : outputs
  const width = sizeOf(shape)
  const { means, scales } = scalesFor(shape, targetScaler)
  const meansOf = (values: ArrayLike<number>): ArrayLike<number> =>
    targetScaler
      ? Float64Array.from(values, (value, i) => value * scales[i % scales.length]! + means[i % means.length]!)
      : values
  const head = { shape, width, constant: constantVariances(noise, shape) }
  if (!isPredicted) return { ...head, read: (values) => ({ means: meansOf(values), variances: undefined }) }
  return {
    ...head,
    read(values) {
      const [first, second] = halvesOf(values, shape.at(-1)!)
      const variances = second.map((logVariance, i) => {
        const scale = scales[i % scales.length]!
        return exp(logVariance) * scale * scale
      })
      return { means: meansOf(first), variances }
    },
  }
}

/** The outputs { mean, logVariance } of a model as halves of one; one output as it is. */
export function joinHalves(outputs: Tensors): Tensor {
  if (outputs instanceof Tensor) return outputs
  const { mean, logVariance, ...others } = outputs
  if (!mean || !logVariance || Object.keys(others).length > 0) return single(outputs)
  if (sameShape(mean.shape, logVariance.shape) && mean.rank > 1) return concat([mean, logVariance], -1)
  throw new TrainError(
    `predict takes predicted noise as { mean, logVariance } of one shape [n, …, k], but the model gives ${formatShape(mean.shape)} and ${formatShape(logVariance.shape)}.`,
    { code: 'mismatch' },
  )
}

/** The means and the log variances, in float64, from rows of 2 · count of them. */
function halvesOf(values: ArrayLike<number>, count: number): readonly [Float64Array, Float64Array] {
  const [first, second] = [new Float64Array(values.length / 2), new Float64Array(values.length / 2)]
  for (let i = 0; i < first.length; i++) {
    const from = 2 * count * Math.floor(i / count) + (i % count)
    first[i] = values[from]!
    second[i] = values[from + count]!
  }
  return [first, second]
}

function halfOf(outputs: Shape): Shape {
  const last = outputs.at(-1)
  if (last !== undefined && last % 2 === 0) return [...outputs.slice(0, -1), last / 2]
  throw new TrainError(
    `predict was given noise 'predicted', but the model gives ${formatShape(outputs)} per example; it takes a last axis of the means and then as many log variances, as gaussianNll trains them: [2] for one number.`,
    { code: 'mismatch' },
  )
}

function scalesFor(shape: Shape, scaler: ValueOptions['targetScaler']): typeof NONE {
  if (!scaler) return NONE
  const { state } = scaler
  if (state.shape.join() === shape.join()) return state
  throw new TrainError(
    `predict was given a targetScaler fitted on targets ${formatShape(state.shape)} per example, but the model gives values ${formatShape(shape)}; give that of the data that it was trained on.`,
    { code: 'mismatch' },
  )
}

const NONE: { readonly means: readonly number[]; readonly scales: readonly number[] } = { means: [0], scales: [1] }
