import { type ArrayScaler, isNdArray, type NdArray } from '@thinned/data'
import { log } from '@thinned/math/float64'
import { dtypeOf, formatShape } from '@thinned/tensor'
import type { Examples } from '../batches/tensors.ts'
import { withLabels } from '../evaluate/two-classes.ts'
import { TrainError } from '../train-error.ts'

/** The labels [n] of examples, for a model of so many classes. @throws {TrainError} where the targets are none. */
export function labelsOf(examples: Examples, classes: number, task: 'classification' | 'binary'): Int32Array {
  const labeled = { ...examples, targets: oneForEach(examples) } as Examples
  const { data, shape } = ((task === 'binary' && withLabels(labeled)) || labeled).targets as NdArray
  if (dtypeOf(data) !== 'int32')
    throw mismatch(
      examples,
      task === 'binary'
        ? `has targets other than 0 and 1; with task 'binary' they are one of both`
        : `has numbers as targets (${data.constructor.name} ${formatShape(shape)}), which are no classes; of classes the targets are an Int32Array [n], and for a model of numbers write { task: 'regression' }`,
    )
  if (examples.classes !== undefined && examples.classes !== classes)
    throw mismatch(
      examples,
      `has ${examples.classes} classes, but the model tells ${classes} apart; give data with the classes of its training data`,
    )
  return data as Int32Array
}

/** The numbers [n] that a model predicts with values of this shape, in their units. @throws {TrainError} where the targets are none. */
export function numbersOf(examples: Examples, { shape }: NdArray, scaler: ArrayScaler | undefined): NdArray['data'] {
  if (examples.classes !== undefined)
    throw mismatch(
      examples,
      `has ${examples.classes} classes, but the task is 'regression'; leave the task out for classes, or give data with numbers as targets`,
    )
  if (shape.slice(1).some((length) => length !== 1))
    throw mismatch(
      examples,
      `is predicted with ${formatShape(shape.slice(1))} numbers for each example; calibrate fits one. Call predict, and fit one number after the other: with.fit({ predicted, targets })`,
    )
  const targets = oneForEach(examples)
  if (!scaler) return targets.data
  refuseUnscaled(examples, targets, scaler)
  return scaler.invert(targets as NdArray<Float32Array>).data
}

/** In nats: e^20 to 1. */
const CLEARLY = 20

/** Refuses targets that stand in their own units, as the scaler has met them, and not scaled. */
function refuseUnscaled(examples: Examples, { data }: NdArray, { state }: ArrayScaler): void {
  const [mean, scale] = [state.means[0]!, state.scales[0]!]
  // Both forms look alike, and a shift of the data could be mistaken.
  if (Math.abs(mean) <= 2 && scale >= 0.5 && scale <= 2) return
  let unscaled = 0
  // Cauchy distributions, which a few targets far off do not sway.
  for (const target of data) unscaled += tail(target) - tail((target - mean) / scale) - log(scale)
  if (unscaled <= CLEARLY) return
  throw mismatch(
    examples,
    `has targets in their own units (of the training the mean is ${mean.toPrecision(3)} and the deviation ${scale.toPrecision(3)}), but with targetScaler they are scaled as those of the training; write calibrate(model, targetScaler.apply(heldOut), …)`,
  )
}

const tail = (x: number): number => log(1 + x * x)

/** The targets, one for each example. */
function oneForEach(examples: Examples): NdArray {
  const { targets } = examples
  if (!isNdArray(targets))
    throw mismatch(
      examples,
      `has several targets, ${Object.keys(targets).join(', ')}; calibrate takes one array. Give a data set with the targets that the model predicts`,
    )
  const [count, ...rest] = targets.shape
  if (rest.some((length) => length !== 1))
    throw mismatch(
      examples,
      `has targets ${formatShape(targets.shape)}; calibrate takes one for each of the ${count} examples, [n]`,
    )
  return targets
}

function mismatch({ name }: Examples, what: string): TrainError {
  return new TrainError(`The held-out data ${name} ${what}.`, { code: 'mismatch' })
}
