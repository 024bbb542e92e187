import { batches, type NdArray, takeRows } from '@thinned/data'
import { createPass, isInitialised, type Layer } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { formatShape, noGrad, type Shape, sameShape, scope, Tensor, type TypedArray } from '@thinned/tensor'
import { arrayOnBackend } from './on-backend.ts'
import { placeModel } from './place-model.ts'
import { turns } from './platform.ts'
import type { PredictOptions } from './predict-options.ts'
import { TrainError } from './train-error.ts'

/** The outputs of one sample for the examples from `first` on, row-major. */
export type Visit = (outputs: TypedArray, first: number, sample: number) => void

/** Outputs [n, …shape] of n examples, seen in the passes that `run` makes: for each batch all samples, from 0. */
export interface Outputs {
  readonly count: number
  /** Of one example's output. */
  readonly shape: Shape
  /** Sampled networks; 1 where it is the full network. */
  readonly samples: number
  run(visit: Visit): Promise<void>
}

/** Checks what predict was given, and prepares the passes. */
export async function sampleOutputs(model: Layer, given: NdArray | Tensor, options: PredictOptions): Promise<Outputs> {
  const { samples = 0, key, batch = 500, signal, onEvent } = options
  if (!Number.isSafeInteger(samples) || samples < 0)
    throw new TrainError(`predict was given ${samples} samples; it takes an integer from 0.`)
  if (samples > 0 && !key)
    throw new TrainError(`predict was given ${samples} samples without a key; add { key: key(7) }.`)
  if (!Number.isSafeInteger(batch) || batch < 1)
    throw new TrainError(`predict was given batch ${batch}; it takes an integer from 1.`)
  if (!isInitialised(model))
    throw new TrainError('predict was given a model without parameters yet; train it with fit, or call init first.')
  // NdArray has no float64, but its rows are taken with the array's own constructor.
  const inputs = given instanceof Tensor ? ({ data: await given.read(), shape: given.shape } as NdArray) : given
  const [count, ...features] = inputs.shape
  if (count === undefined)
    throw new TrainError('predict was given a single number; inputs are [n, …], axis 0 the example.')
  const shape = model.outputShape(features)
  const backend = await placeModel(model, options.backend)
  const run = async (visit: Visit): Promise<void> => {
    const parts = batches(count, batch)
    const passes = parts.length * Math.max(samples, 1)
    const turn = turns()
    for (const [part, rows] of parts.entries()) {
      const row = part * batch
      const examples = arrayOnBackend(takeRows(inputs, rows), backend)
      try {
        for (let sample = 0; sample < Math.max(samples, 1); sample++) {
          if (signal?.aborted)
            throw signal.reason ?? new TrainError('predict was stopped by its signal; what was computed is dropped.')
          const pass = createPass(
            samples === 0 ? { mode: 'evaluate', row } : { mode: 'sample', key: foldIn(key!, sample), row },
          )
          const outputs = scope(() => noGrad(() => checked(model.forward(examples, pass), [rows.length, ...shape])))
          visit(await outputs.read(), row, sample)
          outputs.dispose()
          onEvent?.({ type: 'pass', done: part * Math.max(samples, 1) + sample + 1, passes })
          await turn()
        }
      } finally {
        examples.dispose()
      }
    }
  }
  return { count, shape, samples: Math.max(samples, 1), run }
}

function checked(outputs: Tensor, expected: Shape): Tensor {
  if (sameShape(outputs.shape, expected)) return outputs
  throw new TrainError(
    `The model gave ${formatShape(outputs.shape)} where its outputShape announces ${formatShape(expected)}; mend the layer.`,
  )
}
