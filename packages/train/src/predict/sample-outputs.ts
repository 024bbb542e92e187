import { mapArrays, takeRows } from '@thinned/data'
import type { Shape } from '@thinned/tensor'
import { arrayOnBackend, placeModel, type RunModel, type Tensors } from '../batches/tensors.ts'
import { checkSampling } from './check-sampling.ts'
import { drawSamples, type Visitor } from './draw-samples.ts'
import { arraysOf, countRows, type Inputs, orIntegers } from './inputs.ts'
import { membersOf, networksOf } from './networks.ts'
import { announcedShape, type Join, shapeOfFirst, single } from './output-shape.ts'
import type { PredictOptions } from './predict-options.ts'

/** The outputs [n, …shape] of n examples. */
export interface Outputs {
  readonly count: number
  /** The shape of one example's output. */
  readonly shape: Shape
  /** How many networks each example sees at most: samples, or the members of a mixture. 0: the full one alone. */
  readonly samples: number
  /** Whether the full network runs. */
  readonly full: boolean
  /** Makes the passes, and gives the number of samples of each example [n]. */
  run(visitor: Visitor): Promise<Int32Array<ArrayBuffer>>
}

/** Checks the options and the inputs of predict, and prepares the passes. */
export async function sampleOutputs(
  model: RunModel,
  inputs: Inputs,
  options: PredictOptions,
  join: Join = single,
): Promise<Outputs> {
  const { key, moment, share, tolerance, batchSize = 500, signal, onProgress } = options
  checkSampling(model, options)
  const samples = options.maxSamples ?? (options.samples || (membersOf(model)?.length ?? 0))
  const arrays = await arraysOf(inputs)
  const count = countRows(arrays)
  const announced = announcedShape(model, arrays)
  const backend = await placeModel(model, options.backend)
  const shape =
    announced ??
    shapeOfFirst(
      model,
      () => mapArrays(arrays, (array) => arrayOnBackend(takeRows(array, [0]), backend)) as Tensors,
      join,
    )
  const networks = samples > 0 ? networksOf(model, key) : undefined
  const settings = { samples, tolerance, moment, share, batchSize, signal, onProgress }
  const run = (visitor: Visitor): Promise<Int32Array<ArrayBuffer>> =>
    drawSamples({ model, arrays, count, shape, join, backend, networks, ...settings }, visitor).catch(
      (error: unknown) => {
        throw orIntegers(error, arrays)
      },
    )
  return { count, shape, samples, full: networks?.full ?? true, run }
}
