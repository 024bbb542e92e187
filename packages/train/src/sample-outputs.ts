import { type Arrays, batches, isNdArray, listArrays, mapArrays, type NdArray, takeRows } from '@thinned/data'
import { type AnyModel, createPass, isInitialized, isScheduleConfig, type Layer } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { formatShape, noGrad, type Shape, sameShape, scope, Tensor, type TypedArray } from '@thinned/tensor'
import { arrayOnBackend } from './on-backend.ts'
import { placeModel } from './place-model.ts'
import { turns } from './platform.ts'
import type { PredictOptions } from './predict-options.ts'
import type { RunModel } from './run-options.ts'
import { disposeTensors, type Tensors } from './tensors.ts'
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

/** The inputs of a call: arrays or tensors, one or several by name. */
export type Given = NdArray | Tensor | Readonly<Record<string, NdArray | Tensor>>

/** Checks what predict was given, and prepares the passes. */
export async function sampleOutputs(model: RunModel, given: Given, options: PredictOptions): Promise<Outputs> {
  const { samples = 0, key, moment, batchSize = 500, signal, onProgress } = options
  checkOptions(model, options)
  const inputs = await arraysOf(given)
  const count = countRows(inputs)
  const announced = announcedShape(model, inputs)
  const backend = await placeModel(model, options.backend)
  const onBackend = (rows: ArrayLike<number>): Tensors =>
    mapArrays(inputs, (array) => arrayOnBackend(takeRows(array, rows), backend))
  const shape = announced ?? shapeOfFirst(model, () => onBackend([0]))
  const run = async (visit: Visit): Promise<void> => {
    const parts = batches(count, batchSize)
    const passes = parts.length * Math.max(samples, 1)
    const turn = turns()
    for (const [part, rows] of parts.entries()) {
      const row = part * batchSize
      const examples = onBackend(rows)
      try {
        for (let sample = 0; sample < Math.max(samples, 1); sample++) {
          if (signal?.aborted)
            throw signal.reason ?? new TrainError('predict was stopped by its signal; what was computed is dropped.')
          const pass = createPass(
            samples === 0 ? { mode: 'evaluate', row } : { mode: 'sample', key: foldIn(key!, sample), row, ...moment },
          )
          const outputs = scope(() => noGrad(() => checked(model.forward(examples, pass), [rows.length, ...shape])))
          visit(await outputs.read(), row, sample)
          outputs.dispose()
          onProgress?.({ done: part * Math.max(samples, 1) + sample + 1, passes })
          await turn()
        }
      } finally {
        disposeTensors(examples)
      }
    }
  }
  return { count, shape, samples: Math.max(samples, 1), run }
}

function checkOptions(model: RunModel, { samples = 0, key, moment, batchSize = 500 }: PredictOptions): void {
  if (!Number.isSafeInteger(samples) || samples < 0)
    throw new TrainError(`predict was given ${samples} samples; it takes an integer from 0.`)
  if (samples > 0 && !key)
    throw new TrainError(`predict was given ${samples} samples without a key; add { key: key(7) }.`)
  const scheduled = samples > 0 && !moment ? pathOfSchedule(model) : undefined
  if (scheduled !== undefined)
    throw new TrainError(
      `predict was given samples of a model in which ${scheduled} follows a schedule, but not where that stands; add the last step of its run, { moment: { step: run.steps - 1, steps: run.steps, epoch: run.history.length - 1 } }.`,
    )
  if (!Number.isSafeInteger(batchSize) || batchSize < 1)
    throw new TrainError(`predict was given batch ${batchSize}; it takes an integer from 1.`)
  if (!isInitialized(model))
    throw new TrainError('predict was given a model without parameters yet; train it with fit, or call init first.')
}

/** The first option of a layer that follows a schedule, which options hold as that word or as its settings; undefined where none does. */
function pathOfSchedule({ options, children }: AnyModel, prefix = ''): string | undefined {
  const own = Object.keys(options).find((name) => isScheduleConfig(options[name]))
  if (own !== undefined) return prefix + own
  for (const [name, child] of Object.entries(children)) {
    const found = pathOfSchedule(child, `${prefix}${name}/`)
    if (found !== undefined) return found
  }
  return undefined
}

/** The inputs as arrays. NdArray has no float64, but its rows are taken with the array's own constructor. */
async function arraysOf(given: Given): Promise<Arrays> {
  const read = async (one: NdArray | Tensor): Promise<NdArray> =>
    one instanceof Tensor ? ({ data: await one.read(), shape: one.shape } as NdArray) : one
  if (given instanceof Tensor || isNdArray(given as Arrays)) return read(given as NdArray | Tensor)
  const named = Object.entries(given as Readonly<Record<string, NdArray | Tensor>>)
  for (const [name, one] of named)
    if (!(one instanceof Tensor) && !ArrayBuffer.isView(one?.data))
      throw new TrainError(
        `predict was given inputs whose ${name} is no array { data, shape } and no tensor; of a data set give its inputs, as in predict(model, validation.inputs).`,
      )
  return Object.fromEntries(await Promise.all(named.map(async ([name, one]) => [name, await read(one)] as const)))
}

function countRows(inputs: Arrays): number {
  const counts = [...new Set(listArrays(inputs).map(({ shape }) => shape[0]))]
  const [count] = counts
  if (count === undefined)
    throw new TrainError('predict was given a single number; inputs are [n, …], axis 0 the example.')
  if (counts.length > 1)
    throw new TrainError(
      `predict was given inputs of ${counts.join(' and ')} rows; axis 0 is the example, and there is one number of them.`,
    )
  return count
}

/** The shape of one example's output, as a layer announces it. */
function announcedShape(model: RunModel, inputs: Arrays): Shape | undefined {
  if ('outputShape' in model && isNdArray(inputs)) return (model as unknown as Layer).outputShape(inputs.shape.slice(1))
  if (countRows(inputs) > 0) return undefined
  throw new TrainError(
    `predict was given no examples and a model (${model.kind}) that announces no outputShape; give at least one.`,
  )
}

/** The shape of one example's output, from that of the first. */
function shapeOfFirst(model: RunModel, first: () => Tensors): Shape {
  return scope(() => noGrad(() => single(model.forward(first(), createPass({ mode: 'evaluate' }))).shape.slice(1)))
}

function single(outputs: Tensors): Tensor {
  if (outputs instanceof Tensor) return outputs
  throw new TrainError(
    `predict takes a model of one output, but this one gives ${Object.keys(outputs).join(', ')} by name; compose one that gives the output in question.`,
  )
}

function checked(given: Tensors, expected: Shape): Tensor {
  const outputs = single(given)
  if (sameShape(outputs.shape, expected)) return outputs
  throw new TrainError(
    `The model gave ${formatShape(outputs.shape)} where its outputShape announces ${formatShape(expected)}; mend the layer.`,
  )
}
