import { type Arrays, batches, isNdArray, listArrays, mapArrays, type NdArray, takeRows } from '@thinned/data'
import { createPass, isInitialized, isScheduleConfig, type Layer, layersOf, type Pass } from '@thinned/nn'
import { foldIn, type Key } from '@thinned/rng'
import { formatValue, ThinnedError } from '@thinned/schema'
import { dtypeOf, formatShape, noGrad, type Shape, sameShape, scope, Tensor, type TypedArray } from '@thinned/tensor'
import { arrayOnBackend, type Examples, placeModel, type RunModel, type Tensors } from '../batches/tensors.ts'
import { checkElements } from '../checks/check-elements.ts'
import { checkFinite } from '../checks/check-finite.ts'
import { scoreBatches } from '../evaluate/score-batches.ts'
import { TrainError } from '../train-error.ts'
import type { PredictOptions } from './predict.ts'

/** Sees the outputs of one sample, row-major, for the examples from `first` on. */
export type Visit = (outputs: TypedArray, first: number, sample: number) => void

/** The outputs [n, …shape] of n examples. `run` makes the passes: for each batch all samples, from 0. */
export interface Outputs {
  readonly count: number
  /** The shape of one example's output. */
  readonly shape: Shape
  /** The number of sampled networks; 1 for the full network. */
  readonly samples: number
  run(visit: Visit): Promise<void>
}

/** The inputs of a call: arrays or tensors, one or several by name. */
export type Inputs = NdArray | Tensor | Readonly<Record<string, NdArray | Tensor>>

/** Checks the options and the inputs of predict, and prepares the passes. */
export async function sampleOutputs(model: RunModel, inputs: Inputs, options: PredictOptions): Promise<Outputs> {
  const { samples = 0, key, moment, batchSize = 500, signal, onProgress } = options
  checkOptions(model, options)
  const arrays = await arraysOf(inputs)
  const count = countRows(arrays)
  const announced = announcedShape(model, arrays)
  const backend = await placeModel(model, options.backend)
  const shape =
    announced ?? shapeOfFirst(model, () => mapArrays(arrays, (array) => arrayOnBackend(takeRows(array, [0]), backend)))
  const run = async (visit: Visit): Promise<void> => {
    const rowsOfBatches = batches(count, batchSize)
    let draws = false
    const note = (): void => {
      draws = true
    }
    // Dropout that keeps everything draws nothing, but reports its keep.
    const samplePass = (sampleKey: Key, row: number): Pass =>
      createPass({
        mode: 'sample',
        row,
        ...(moment ? { step: moment.step, steps: moment.steps, epoch: moment.epoch } : {}),
        onReport: note,
        get key() {
          note()
          return sampleKey
        },
      })
    const scored = scoreBatches(
      rowsOfBatches.map((rows) => withoutTargets(mapArrays(arrays, (array) => takeRows(array, rows)))),
      {
        model,
        backend,
        passes: (row) =>
          samples === 0
            ? [createPass({ mode: 'evaluate', row })]
            : Array.from({ length: samples }, (_, sample) => samplePass(foldIn(key!, sample), row)),
        count: rowsOfBatches.length,
        signal,
        onProgress,
      },
      async ({ examples, row, sample, outputs }) => {
        if (samples > 0 && !draws)
          throw new TrainError(
            `predict was given ${samples} samples of a model in which nothing is random: they would all be the same, without uncertainty. Leave samples out, or train a model with dropout.`,
          )
        const rows = countRows(examples.inputs)
        visit(await checked(outputs, [rows, ...shape]).read(), row, sample)
      },
    )
    await scored.catch((error: unknown) => {
      throw orIntegers(error, arrays)
    })
  }
  return { count, shape, samples: Math.max(samples, 1), run }
}

/** Inputs as examples without targets, of which prediction needs none. */
function withoutTargets(inputs: Arrays): Examples {
  return { name: 'inputs', inputs: inputs as Examples['inputs'], targets: {} }
}

function checkOptions(model: RunModel, options: PredictOptions): void {
  const { samples = 0, key, moment } = options
  const idle = (['key', 'moment', 'everySample'] as const).find((name) => options[name])
  if (options.samples === undefined && idle !== undefined)
    throw new TrainError(
      `predict was given ${idle} without samples, which alone follow it: one pass through the full network draws nothing. Write { samples: 20, key: key(7) }, or leave ${idle} out.`,
    )
  if (samples > 0 && !key)
    throw new TrainError(`predict was given ${samples} samples without a key; add { key: key(7) }.`)
  const scheduled = samples > 0 && !moment ? scheduledOption(model) : undefined
  if (scheduled !== undefined)
    throw new TrainError(
      `predict was given samples of a model in which ${scheduled} follows a schedule, but no moment of it; add the last step of its run, { moment: { step: run.steps - 1, steps: run.steps, epoch: run.history.length - 1 } }.`,
    )
  if (!isInitialized(model))
    throw new TrainError('predict was given a model without parameters yet; train it with fit, or call init first.')
}

/** The path of the first option that follows a schedule; undefined where none does. */
function scheduledOption(model: RunModel): string | undefined {
  for (const [path, { options }] of layersOf(model)) {
    const name = Object.keys(options).find((option) => isScheduleConfig(options[option]))
    if (name !== undefined) return path === '' ? name : `${path}/${name}`
  }
  return undefined
}

/** The inputs as arrays. A tensor of float64 becomes a Float64Array, which the type NdArray lacks; takeRows copies rows of any array. */
async function arraysOf(inputs: Inputs): Promise<Arrays> {
  const read = async (one: NdArray | Tensor, name?: string): Promise<NdArray> => {
    const subject = name === undefined ? 'The inputs of predict' : `The inputs ${name} of predict`
    const array = one instanceof Tensor ? ({ data: await one.read(), shape: one.shape } as NdArray) : one
    if (!(one instanceof Tensor)) {
      checkList(subject, one)
      checkElements(subject, one)
    }
    checkFinite(subject, array, { masks: name !== undefined, user: 'predict' })
    return array
  }
  if (!(inputs instanceof Tensor) && Object.keys(Object(inputs)).length === 0)
    throw new TrainError(
      `predict was given ${formatValue(inputs)} as its inputs; they are { data: Float32Array.of(…), shape: [n, …] }, a tensor, or several of them by name.`,
    )
  if (inputs instanceof Tensor || isNdArray(inputs as Arrays)) return read(inputs as NdArray | Tensor)
  const named = Object.entries(inputs as Readonly<Record<string, NdArray | Tensor>>)
  for (const [name, one] of named)
    if (!(one instanceof Tensor) && !ArrayBuffer.isView(one?.data))
      throw new TrainError(
        `predict was given inputs whose ${name} is no array { data, shape } and no tensor; of a data set give its inputs, as in predict(model, validation.inputs).`,
      )
  return Object.fromEntries(await Promise.all(named.map(async ([name, one]) => [name, await read(one, name)] as const)))
}

/** Refuses a plain list of numbers, which is one example more often than many of one number. */
function checkList(subject: string, given: unknown): void {
  if (!Array.isArray(given) || typeof given[0] !== 'number') return
  throw new TrainError(
    `${subject} are a plain list; write { data: Float32Array.from(list), shape: [1, ${given.length}] } for one example of ${given.length} features.`,
    { code: 'invalid-data' },
  )
}

/** An error of a model that takes numbers, where it was given integers, with what to write. */
function orIntegers(error: unknown, inputs: Arrays): unknown {
  const integers = listArrays(inputs).some(({ data }) => dtypeOf(data) === 'int32')
  if (!integers || !(error instanceof ThinnedError) || !error.message.includes('needs float32')) return error
  return new TrainError(
    'predict was given integers (Int32Array) as inputs of a model that takes numbers; write Float32Array.from(data).',
    { code: 'invalid-data', cause: error },
  )
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

function checked(result: Tensors, expected: Shape): Tensor {
  const outputs = single(result)
  if (sameShape(outputs.shape, expected)) return outputs
  throw new TrainError(
    `The model gave ${formatShape(outputs.shape)} where its outputShape announces ${formatShape(expected)}; mend the layer.`,
  )
}
