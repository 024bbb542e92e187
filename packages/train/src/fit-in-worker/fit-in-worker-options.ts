import type { AnyModel, FromConfigOptions } from '@thinned/nn'
import { boolean, type Fields, list, optional, type Schema, value } from '@thinned/schema'
import type { Backend } from '@thinned/tensor'
import type { StopSignal } from '../batches/event-loop.ts'
import { isRecord } from '../checkpoint/check-progress.ts'
import { callback } from '../checks/callback.ts'
import { checkpoint } from '../checks/checkpoint-option.ts'
import { backend, signal } from '../checks/parts.ts'
import { trainOptions } from '../options.ts'
import type { Callback } from '../run/callbacks.ts'
import type { FitOptions } from '../run/fit-options.ts'
import { TrainError } from '../train-error.ts'

export interface FitInWorkerOptions<M extends AnyModel = AnyModel> {
  /** What the function of `serveFit` gets: whatever can be cloned, such as numbers, texts, arrays and objects of them. Functions, models and schedules are made there. */
  readonly settings?: unknown
  /** What is handed over in place of a copy, such as the `buffer` of a large array in the settings; main has it no longer. */
  readonly transfer?: readonly object[]
  /** A model built as that of the worker, which gets its weights. Default: one is made of `layers`. */
  readonly model?: M
  /** Without `model`, what the model may consist of: `layerFactories` of @thinned/nn, and those of other packages and your own. */
  readonly layers?: FromConfigOptions['layers']
  /** What makes the schedules in the options of its layers. Default: none. */
  readonly schedules?: NonNullable<FromConfigOptions['schedules']>
  /** Where the model gets its parameters, if it has none. Default: the reference. */
  readonly backend?: Backend
  /**
   * An AbortSignal: stops the run, which writes its checkpoint, and throws its reason; the worker can then be used again. To keep the model, let a callback return
   * 'stop'.
   */
  readonly signal?: StopSignal
  /**
   * Callbacks as those of `fit`, called here. The run awaits them, but at steps: of these they are told at most 20 a second, and 'stop' ends it some steps
   * later.
   */
  readonly callbacks?: readonly Callback[]
  /** As that of `fit`. The store is used here. */
  readonly checkpoint?: NonNullable<FitOptions['checkpoint']>
  /** Continue from the store's checkpoint if it has one. Default false. */
  readonly resume?: boolean
}

const factories = <T>(takes: string): Schema<T> => value(takes, isRecord)

const read = trainOptions(
  'fitInWorker',
  {
    settings: value<unknown>('anything that can be cloned', () => true),
    transfer: optional(
      list(
        value<object>('an ArrayBuffer, or what else can be transferred', (given) => Object(given) === given),
        'a list of buffers, such as [pixels.buffer]',
      ),
    ),
    model: optional(
      value<AnyModel>(
        'a model built as that of the worker, such as sequential(linear(8, 4), relu())',
        (given) => typeof Object(given).forward === 'function',
      ),
    ),
    layers: optional(factories<FromConfigOptions['layers']>('an object of factories, such as layerFactories')),
    schedules: optional(factories<NonNullable<FromConfigOptions['schedules']>>('an object of factories')),
    backend: optional(backend),
    signal: optional(signal),
    callbacks: optional(
      list(callback, 'a list of callbacks, such as [{ epoch: ({ record }) => console.log(record.loss) }]'),
    ),
    checkpoint: optional(checkpoint),
    resume: optional(boolean),
  } satisfies Fields<FitInWorkerOptions>,
  {
    data: 'settings, or make the data in the worker',
    key: 'settings: { seed: 42 }, and key(seed) in the worker',
    onEpoch: 'callbacks: [{ epoch: ({ record }) => … }]',
    onStep: 'callbacks: [{ step: ({ step, loss }) => … }]',
    onProgress: 'callbacks: [{ epoch: ({ record }) => … }]',
    store: 'checkpoint: { store }',
    workerData: 'settings',
  },
)

/** The options of fitInWorker, checked. */
export function readFitInWorkerOptions(given: unknown): FitInWorkerOptions {
  const options = read(given) as FitInWorkerOptions
  if (!options.model && !options.layers)
    throw new TrainError(
      'fitInWorker was given neither a model to fill nor layers, of which it is made; add { model: network() }, or { layers: layerFactories } of @thinned/nn. That of thinned knows all layers.',
    )
  return options
}
