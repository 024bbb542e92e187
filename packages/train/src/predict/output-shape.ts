import { type Arrays, isNdArray } from '@thinned/data'
import { createPass, type Layer } from '@thinned/nn'
import { formatShape, noGrad, type Shape, sameShape, scope, Tensor } from '@thinned/tensor'
import type { RunModel, Tensors } from '../batches/tensors.ts'
import { TrainError } from '../train-error.ts'
import { countRows } from './inputs.ts'

/** The shape of one example's output, as a layer announces it. */
export function announcedShape(model: RunModel, inputs: Arrays): Shape | undefined {
  if ('outputShape' in model && isNdArray(inputs)) {
    try {
      return (model as unknown as Layer).outputShape(inputs.shape.slice(1))
    } catch (error) {
      if (inputs.shape.length !== 1) throw error
      throw new TrainError(
        `predict was given inputs of the shape ${formatShape(inputs.shape)}, ${inputs.shape[0]} examples of one number each; the shape of one example of ${inputs.shape[0]} features is [1, ${inputs.shape[0]}]. ${(error as Error).message}`,
        { cause: error },
      )
    }
  }
  if (countRows(inputs) > 0) return undefined
  throw new TrainError(
    `predict was given no examples and a model (${model.kind}) that announces no outputShape; give at least one.`,
  )
}

/** One tensor from the outputs of a model. */
export type Join = (outputs: Tensors) => Tensor

/** The shape of one example's output, from that of the first. */
export function shapeOfFirst(model: RunModel, first: () => Tensors, join: Join): Shape {
  return scope(() => noGrad(() => join(model.forward(first(), createPass({ mode: 'evaluate' }))).shape.slice(1)))
}

/** The one output of a model. */
export function single(outputs: Tensors): Tensor {
  if (outputs instanceof Tensor) return outputs
  throw new TrainError(
    `predict takes a model of one output, but this one gives ${Object.keys(outputs).join(', ')} by name; compose one that gives the output in question.`,
  )
}

/** The output of a model, which has the shape that was expected. */
export function checkOutput(outputs: Tensor, expected: Shape): Tensor {
  if (sameShape(outputs.shape, expected)) return outputs
  throw new TrainError(
    `The model gave ${formatShape(outputs.shape)} where its outputShape announces ${formatShape(expected)}; mend the layer.`,
  )
}
