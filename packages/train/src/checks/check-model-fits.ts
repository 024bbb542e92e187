import type { Layer } from '@thinned/nn'
import { formatShape, type Shape, sameShape } from '@thinned/tensor'
import type { Source } from '../batches/tensors.ts'
import type { LossName } from '../evaluate/objective.ts'
import type { RunModel } from '../run/fit-options.ts'
import { TrainError } from '../train-error.ts'

/**
 * Refuses data whose examples the model does not take, or whose targets its outputs cannot be measured against. A model that announces no
 * shapes is left to its first step.
 *
 * @throws {TrainError} with the layer's own sentence where the inputs do not fit it.
 */
export function checkModelFits(model: RunModel, part: string, source: Source, loss: LossName): void {
  const { name, inputShape, targetShape, classes } = source
  if (!isShape(targetShape))
    throw new TrainError(
      `The ${part} data ${name} has several arrays of targets by name, and the loss ${loss} takes one; give an objective, which says what the loss of several is.`,
    )
  if (!isShape(inputShape) || !('outputShape' in model)) return
  const outputs = outputsFor(model as unknown as Layer, part, name, inputShape)
  if (!isShape(outputs)) return
  const wanted = loss === 'crossEntropy' ? [...targetShape, classes!] : targetShape
  if (loss === 'crossEntropy') {
    if (!sameShape(outputs.slice(0, -1), targetShape) || outputs.length === 0 || outputs.at(-1)! < classes!)
      throw new TrainError(
        `The model gives ${formatShape(outputs)} for each example ${formatShape(inputShape)}, but the ${part} data ${name} has ${classes} classes; crossEntropy takes ${formatShape(wanted).replace(/\d+\]$/, 'classes]')}, one logit for each.`,
      )
  } else if (!sameShape(outputs, wanted))
    throw new TrainError(
      `The model gives ${formatShape(outputs)} for each example, but the targets of the ${part} data ${name} are ${formatShape(wanted)}; ${loss} takes equal shapes. Change the model's last layer, or give the targets the shape ${formatShape([source.size, ...outputs])}.`,
    )
}

const isShape = (shape: Source['inputShape']): shape is Shape => Array.isArray(shape)

function outputsFor(model: Layer, part: string, name: string, inputShape: Shape): Shape {
  try {
    return model.outputShape(inputShape)
  } catch (error) {
    throw new TrainError(`The ${part} data ${name} does not fit the model: ${(error as Error).message}`, {
      cause: error,
    })
  }
}
