import type { Dataset } from '@thinned/data'
import type { Layer } from '@thinned/nn'
import { formatShape, type Shape, sameShape } from '@thinned/tensor'
import type { LossName } from './objective.ts'
import { TrainError } from './train-error.ts'

/**
 * Refuses a data set whose examples the model does not take, or whose targets its outputs cannot be measured against.
 *
 * @throws {TrainError} with the layer's own sentence where the inputs do not fit it.
 */
export function checkModelFits(model: Layer, part: string, dataset: Dataset, loss: LossName): void {
  const { name, inputs, targets, classes } = dataset
  const outputs = outputsFor(model, part, dataset)
  if (loss === 'crossEntropy' && (outputs.length !== 1 || outputs[0]! < classes!))
    throw new TrainError(
      `The model gives ${formatShape(outputs)} for each example ${formatShape(inputs.shape.slice(1))}, but the ${part} data ${name} has ${classes} classes; crossEntropy takes [classes], one logit for each.`,
    )
  const wanted = targets.shape.slice(1)
  if (loss === 'mse' && !sameShape(outputs, wanted))
    throw new TrainError(
      `The model gives ${formatShape(outputs)} for each example, but the targets of the ${part} data ${name} are ${formatShape(wanted)}; mse takes equal shapes. Change the model's last layer, or give the targets the shape ${formatShape([targets.shape[0]!, ...outputs])}.`,
    )
}

function outputsFor(model: Layer, part: string, { name, inputs }: Dataset): Shape {
  try {
    return model.outputShape(inputs.shape.slice(1))
  } catch (error) {
    throw new TrainError(`The ${part} data ${name} does not fit the model: ${(error as Error).message}`, {
      cause: error,
    })
  }
}
