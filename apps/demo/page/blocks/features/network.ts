import {
  adam,
  type Backend,
  type Callback,
  data,
  dropout,
  type FitResult,
  fit,
  flatten,
  foldIn,
  type Key,
  key,
  type Layer,
  linear,
  type NdArray,
  relu,
  sequential,
} from 'thinned'
import { type Settings, UNITS } from './state.ts'

export const PIXELS = 784
export const CLASSES = 10
const TRAINING = 1000
const EPOCHS = 20
const BATCH = 50
export const STEPS = (EPOCHS * TRAINING) / BATCH

/** To remove each unit once takes 128 passes over the test images; the network that rebuilds images has 784 outputs to compute for each. */
export const testSize = ({ task }: Pick<Settings, 'task'>): number => (task === 'classify' ? 1000 : 200)

export type TrainSettings = Pick<Settings, 'task' | 'keep' | 'seed'>

/** Digits, and what is to be learned of them. */
export interface Examples {
  readonly inputs: NdArray<Float32Array>
  readonly digits: Int32Array
  readonly dataset: {
    readonly name: string
    readonly inputs: NdArray<Float32Array>
    readonly targets: NdArray<Float32Array> | NdArray<Int32Array>
    readonly classes?: number
  }
}

/** `part` draws others: training, test. */
export function examples(settings: TrainSettings, part: 'training' | 'test'): Examples {
  const { task, seed } = settings
  const size = part === 'training' ? TRAINING : testSize(settings)
  const drawn = data.digits({ size, key: foldIn(key(seed), part) })
  const inputs = drawn.inputs as NdArray<Float32Array>
  const digits = drawn.targets.data as Int32Array
  const dataset =
    task === 'classify'
      ? { name: drawn.name, inputs, targets: { data: digits, shape: [size] }, classes: CLASSES }
      : { name: drawn.name, inputs, targets: { data: inputs.data, shape: [size, PIXELS] } }
  return { inputs, digits, dataset }
}

/** The layers of a network with one hidden layer. What follows `hidden` is `rest`. */
export interface Network {
  readonly model: Layer
  /** The weights into the hidden units [784, units]. */
  readonly first: Layer<typeof PIXELS, typeof UNITS>
  /** From the hidden units on: their activations to the output. */
  readonly last: Layer<typeof UNITS, number>
}

export function network({ task, keep }: TrainSettings, withDropout: boolean): Network {
  const first = linear(PIXELS, UNITS)
  const last = linear(UNITS, task === 'classify' ? CLASSES : PIXELS) as Layer<typeof UNITS, number>
  const noise = withDropout ? [dropout({ keep })] : []
  return { model: sequential(flatten(), first, relu(), ...noise, last) as Layer, first, last }
}

export const runKeyOf = ({ seed }: TrainSettings): Key => foldIn(key(seed), 'run')

export const lossOf = ({ task }: TrainSettings) => (task === 'classify' ? 'crossEntropy' : 'binaryCrossEntropy')

/** The same data, first weights, batches and steps for both networks. A little L2 lets weights of pixels that say nothing go to 0, so that features can be seen. */
export function train(
  { model }: Network,
  settings: TrainSettings,
  dataset: Examples['dataset'],
  {
    backend,
    callback,
    signal,
  }: { readonly backend: Backend; readonly callback: Callback; readonly signal: AbortSignal },
): Promise<FitResult> {
  return fit(model, {
    data: { train: dataset },
    loss: lossOf(settings),
    epochs: EPOCHS,
    batchSize: BATCH,
    measureTraining: 'none',
    optimizer: adam({ learningRate: 0.002 }),
    l2: 1e-4,
    key: runKeyOf(settings),
    callbacks: [callback],
    signal,
    backend,
  }) as Promise<FitResult>
}
