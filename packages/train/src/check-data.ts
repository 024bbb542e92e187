import { isNdArray, listArrays, type NdArray } from '@thinned/data'
import { formatShape, sizeOf } from '@thinned/tensor'
import type { Examples } from './tensors.ts'
import { TrainError } from './train-error.ts'

/** Refuses a data set whose arrays are not what they say, or do not belong together. */
export function checkDataset(part: string, { name, inputs, targets, weights }: Examples): void {
  const arrays = [
    ...named('inputs', inputs),
    ...named('targets', targets),
    ...(weights ? named('weights', weights) : []),
  ]
  for (const [what, { data, shape }] of arrays)
    if (data.length !== sizeOf(shape))
      throw new TrainError(
        `The ${what} of the ${part} data ${name} have the shape ${formatShape(shape)}, but ${data.length} values; mend the data set.`,
      )
  const [examples] = listArrays(inputs).map(({ shape }) => shape[0] ?? 0)
  const odd = arrays.find(([, { shape }]) => shape[0] !== examples)
  if (!examples || odd)
    throw new TrainError(
      `The ${part} data ${name} has ${examples} inputs and ${odd?.[1].shape[0] ?? examples} ${odd?.[0] ?? 'targets'}; it takes one of each for each example, and at least one.`,
    )
  if (weights) checkWeights(part, name, weights)
}

function named(what: string, arrays: Examples['inputs']): [string, NdArray][] {
  return isNdArray(arrays)
    ? [[what, arrays]]
    : Object.entries(arrays).map(([name, array]) => [`${what} ${name}`, array])
}

function checkWeights(part: string, name: string, { data, shape }: NdArray): void {
  const wrong = data.findIndex((weight) => !(weight >= 0 && weight < Infinity))
  if (wrong >= 0 || shape.length !== 1 || !data.some((weight) => weight > 0))
    throw new TrainError(
      `The weights of the ${part} data ${name} are ${formatShape(shape)}${wrong >= 0 ? `, weight ${wrong} is ${data[wrong]}` : ''}; they are numbers from 0 for each example [n], not all of them 0.`,
    )
}

/** Refuses labels that are none of the classes. */
export function checkLabels(part: string, { name, targets, classes }: Examples): void {
  if (!classes)
    throw new TrainError(
      `The ${part} data ${name} does not say how many classes it has, which crossEntropy needs; set classes, or train on numbers with the loss mse.`,
    )
  const { data: labels, shape } = targets as NdArray
  if (!isNdArray(targets) || !(labels instanceof Int32Array))
    throw new TrainError(
      `The targets of the ${part} data ${name} are ${isNdArray(targets) ? `a ${labels.constructor.name} ${formatShape(shape)}` : 'several arrays'}; crossEntropy takes an Int32Array of labels, [n], or [n, …] in sequences.`,
    )
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!
    if (label < 0 || label >= classes) {
      throw new TrainError(
        `Label ${i} of the ${part} data ${name} is ${label}; with ${classes} classes labels are the integers from 0 to ${classes - 1}.`,
      )
    }
  }
}
