import { isNdArray, listArrays, type NdArray } from '@thinned/data'
import { type Layer, losses } from '@thinned/nn'
import { dtypeOf, formatShape, type Shape, sameShape } from '@thinned/tensor'
import type { Examples, RunModel, Source } from '../batches/tensors.ts'
import type { LossName } from '../evaluate/objective.ts'
import type { RunOptions } from '../run/fit-options.ts'
import { TrainError } from '../train-error.ts'
import { checkElements, dataOf, named } from './check-elements.ts'
import { checkFinite } from './check-finite.ts'

/**
 * Refuses a data set whose arrays have other sizes than their shapes, or other numbers of examples than each other, and inputs that are not finite.
 */
export function checkDataset(role: string, { name, inputs, targets, weights, ...rest }: Examples): void {
  const { featureNames } = rest as { readonly featureNames?: readonly string[] }
  const arrays = [
    ...named('inputs', inputs),
    ...named('targets', targets),
    ...(weights ? named('weights', weights) : []),
  ]
  for (const [what, array] of arrays) checkElements(`The ${what} of the ${dataOf(role, name)}`, array, what)
  const [examples] = listArrays(inputs).map(({ shape }) => shape[0] ?? 0)
  const different = arrays.find(([, { shape }]) => shape[0] !== examples)
  if (!examples || different)
    throw new TrainError(
      `The ${dataOf(role, name)} has ${examples} inputs and ${different?.[1].shape[0] ?? examples} ${different?.[0] ?? 'targets'}; it takes one of each for each example, and at least one.`,
      { code: 'invalid-data' },
    )
  if (weights) checkWeights(role, name, weights)
  for (const [what, array] of named('inputs', inputs))
    checkFinite(`The ${what} of the ${dataOf(role, name)}`, array, { columns: featureNames, masks: !isNdArray(inputs) })
}

function checkWeights(role: string, name: string, { data, shape }: NdArray): void {
  const wrong = data.findIndex((weight) => !(weight >= 0 && weight < Infinity))
  if (wrong >= 0 || shape.length !== 1 || !data.some((weight) => weight > 0))
    throw new TrainError(
      `The weights of the ${dataOf(role, name)} are ${formatShape(shape)}${wrong >= 0 ? `, weight ${wrong} is ${data[wrong]}` : ''}; they are numbers from 0 for each example [n], not all of them 0.`,
      { code: 'invalid-data' },
    )
}

/** Refuses targets that are no labels of classes: an Int32Array of integers from 0 to classes − 1, in a data set that gives its number of classes. */
export function checkLabels(role: string, { name, targets, classes }: Examples): void {
  if (!classes)
    throw new TrainError(
      `The ${dataOf(role, name)} does not say how many classes it has, which crossEntropy needs; set classes, or train on numbers with the loss mse.`,
      { code: 'invalid-data' },
    )
  const { data: labels, shape } = targets as NdArray
  if (!isNdArray(targets) || dtypeOf(labels) !== 'int32')
    throw new TrainError(
      `The targets of the ${dataOf(role, name)} are ${isNdArray(targets) ? `a ${labels.constructor.name} ${formatShape(shape)}` : 'several arrays'}; crossEntropy takes an Int32Array of labels, [n], or [n, …] in sequences.`,
      { code: 'invalid-data' },
    )
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!
    if (label < 0 || label >= classes) {
      throw new TrainError(
        `Label ${i} of the ${dataOf(role, name)} is ${label}; with ${classes} classes labels are the integers from 0 to ${classes - 1}.`,
        { code: 'invalid-data' },
      )
    }
  }
}

/** Refuses targets that are not finite, which no loss of the library takes but the logits of klDivergence. */
export function checkTargetsFinite(role: string, { name, targets }: Examples, loss: RunOptions['loss']): void {
  const marked = typeof loss === 'string' ? losses[loss] : loss
  if (!losses.isLoss(marked)) return
  for (const [what, array] of named('targets', targets))
    checkFinite(`The ${what} of the ${dataOf(role, name)}`, array, { masks: marked.settings.name === 'klDivergence' })
}

/** Refuses targets that do not fit a loss of numbers. */
export function checkNumbers(role: string, { name, targets }: Examples, loss: LossName): void {
  if (!isNdArray(targets)) return
  const { data, shape } = targets
  if (dtypeOf(data) !== 'float32')
    throw new TrainError(
      `The targets of the ${dataOf(role, name)} are of ${data.constructor.name} ${formatShape(shape)}; ${loss} takes numbers, which Float32Array.from makes of them. For classes take crossEntropy.`,
      { code: 'invalid-data' },
    )
  const outside = loss === 'binaryCrossEntropy' ? data.findIndex((target) => target < 0 || target > 1) : -1
  if (outside >= 0)
    throw new TrainError(
      `Target ${outside} of the ${dataOf(role, name)} is ${data[outside]}; binaryCrossEntropy takes numbers from 0 to 1, how likely each is.`,
      { code: 'invalid-data' },
    )
}

/** Refuses tables whose columns or classes differ in names or order: the same number would mean something else. */
export function checkSameNames(train: object, validation: object): void {
  for (const names of ['featureNames', 'classNames'] as const) {
    const [trainNames, validationNames] = [train, validation].map(
      (data) => (data as Partial<Record<typeof names, readonly string[]>>)[names],
    )
    if (trainNames && validationNames && trainNames.join('\n') !== validationNames.join('\n'))
      throw new TrainError(
        `The train data has the ${names} ${trainNames.join(', ')}, but the validation data ${validationNames.join(', ')}; number i means the same in both. Cut both from one table with splitTable, or apply to both one preprocess with a target, fitted on the training data.`,
        { code: 'mismatch' },
      )
  }
}

/**
 * Refuses data whose inputs do not fit the model, or whose targets do not fit its outputs. A model without `outputShape` is checked at its first
 * step.
 *
 * @throws {TrainError} with the layer's own sentence where the inputs do not fit it.
 */
export function checkModelFits(model: RunModel, role: string, source: Source, loss: LossName): void {
  const { name, inputShape, targetShape, classes } = source
  if (!isShape(targetShape))
    throw new TrainError(
      `The ${dataOf(role, name)} has several arrays of targets by name, and the loss ${loss} takes one; give an objective, which says what the loss of several is.`,
      { code: 'mismatch' },
    )
  if (!isShape(inputShape) || !('outputShape' in model)) return
  const outputs = outputsFor(model as unknown as Layer, role, name, inputShape)
  if (!isShape(outputs)) return
  const targets = `has targets ${formatShape(targetShape)}`
  const [wanted, sentence] =
    loss === 'crossEntropy'
      ? [
          [...targetShape, classes!],
          `has ${classes} classes; ${loss} takes [${[...targetShape, 'classes'].join(', ')}], one logit for each.`,
        ]
      : loss === 'gaussianNll'
        ? [
            [...targetShape.slice(0, -1), 2 * targetShape.at(-1)!],
            `${targets}; ${loss} takes [2k] for targets [k], the means and then the log variances.`,
          ]
        : [
            targetShape,
            `${targets}; ${loss} takes equal shapes. Change the model's last layer, or give the targets the shape ${formatShape([source.size, ...outputs])}.`,
          ]
  if (!sameShape(outputs, wanted))
    throw new TrainError(
      `The model gives ${formatShape(outputs)} for each example ${formatShape(inputShape)}, but the ${dataOf(role, name)} ${sentence}`,
      { code: 'mismatch' },
    )
}

const isShape = (shape: Source['inputShape']): shape is Shape => Array.isArray(shape)

function outputsFor(model: Layer, role: string, name: string, inputShape: Shape): Shape {
  try {
    return model.outputShape(inputShape)
  } catch (error) {
    throw new TrainError(`The ${dataOf(role, name)} does not fit the model: ${(error as Error).message}`, {
      code: 'mismatch',
      cause: error,
    })
  }
}
