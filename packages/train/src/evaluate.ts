import { batches, type Dataset } from '@thinned/data'
import { createPass, type Layer, type Pass } from '@thinned/nn'
import { argmax, type Backend, noGrad, scope } from '@thinned/tensor'
import { type LossName, type Objective, objectiveOf } from './objective.ts'
import { batchOnBackend } from './on-backend.ts'
import { placeModel } from './place-model.ts'
import { turns } from './platform.ts'
import { TrainError } from './train-error.ts'

export interface Evaluation {
  /** The mean loss over examples. */
  readonly loss: number
  /** The share of wrong classes, in [0, 1]; NaN in regression. */
  readonly error: number
}

export interface EvaluateOptions {
  /** Default: crossEntropy where the data has classes, else mse. */
  readonly loss?: LossName | Objective
  /** Examples per forward pass; does not change the result beyond rounding. Default 500. */
  readonly batch?: number
  /** The model is moved there, and stays. Default: where the parameters are. */
  readonly backend?: Backend
  /** Default: an evaluation pass, the full network. */
  readonly pass?: (row: number) => Pass
}

/** The loss and error of a model on a data set; by default those of the full network, without dropout. */
export async function evaluate(model: Layer, dataset: Dataset, options: EvaluateOptions = {}): Promise<Evaluation> {
  const { batch = 500, pass = (row) => createPass({ mode: 'evaluate', row }) } = options
  const objective = objectiveOf(options.loss ?? (dataset.classes === undefined ? 'mse' : 'crossEntropy'))
  const count = dataset.inputs.shape[0]!
  if (count === 0)
    throw new TrainError(
      `evaluate was given the data set ${dataset.name} without examples; there is nothing to measure.`,
    )
  const backend = await placeModel(model, options.backend)
  const turn = turns()
  let loss = 0
  let wrong = 0
  let row = 0
  for (const rows of batches(count, batch)) {
    const measured = scope(() =>
      noGrad(() => {
        const onBackend = batchOnBackend(dataset, rows, backend)
        let outputs = onBackend.inputs
        const value = objective((inputs) => {
          outputs = model.forward(inputs, pass(row))
          return outputs
        }, onBackend)
        return { value, predicted: dataset.classes === undefined ? undefined : argmax(outputs, 1) }
      }),
    )
    loss += (await measured.value.read())[0]! * rows.length
    measured.value.dispose()
    if (measured.predicted) {
      const predicted = await measured.predicted.read()
      rows.forEach((example, i) => {
        if (predicted[i] !== dataset.targets.data[example]) wrong++
      })
      measured.predicted.dispose()
    }
    row += rows.length
    await turn()
  }
  return { loss: loss / count, error: dataset.classes === undefined ? Number.NaN : wrong / count }
}
