import { type Arrays, asBatchSource, type DataSource, type Dataset, type Values } from '@thinned/data'
import { createPass, flattenParams, losses, type Mode, type Model, type Moment, mapParams } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import { integer, oneOf, optional, type Schema, withDefault } from '@thinned/schema'
import { add, backward, noGrad, requireGrad, retain, scope, type Tensor, type TypedArray } from '@thinned/tensor'
import { yielding } from '../batches/event-loop.ts'
import {
  type ArraysOf,
  batchOnBackend,
  disposeBatch,
  type Examples,
  placeModel,
  type RunModel,
  type Source,
  type TensorsOf,
} from '../batches/tensors.ts'
import { examples, moment, runKey } from '../checks/parts.ts'
import { checkModel } from '../model-file/check-arguments.ts'
import { argument, trainOptions } from '../options.ts'
import { collectReports } from '../run/step-reports.ts'
import { TrainError } from '../train-error.ts'
import { type LossOption, lossOption, objectiveOf, weighing } from './objective.ts'

export interface DifferentiateOptions<Inputs = Tensor, Outputs = Tensor, Targets extends Arrays = Values> {
  /** Default: crossEntropy where the data has classes, else mse. */
  readonly loss?: LossOption<Inputs, Outputs, TensorsOf<Targets>>
  /** 'train' gives what a step of `fit` computes. Default 'evaluate', the full network. */
  readonly mode?: Mode
  /** What the masks of `train` and `sample` follow from. */
  readonly key?: Key
  /** The row of the first example in a larger batch, whose masks it draws. Default 0. */
  readonly row?: number
  /** The moment that schedules follow. Default: step 0 of 1. */
  readonly moment?: Moment
}

/** The loss of a batch, and how it changes with each parameter. */
export interface Differentiated {
  /** The loss of the examples, without penalties. */
  readonly loss: number
  /** The gradient of the loss and of the penalties of layers, by the path of the parameter, row-major. */
  readonly gradients: Readonly<Record<string, TypedArray>>
}

const readOptions = trainOptions('differentiate', {
  loss: optional(lossOption),
  mode: withDefault(oneOf('train', 'evaluate', 'sample'), 'evaluate'),
  key: optional(runKey),
  row: withDefault(integer({ from: 0 }), 0),
  moment: optional(moment),
} satisfies { readonly [Name in keyof DifferentiateOptions]-?: Schema })

/**
 * The loss of a model and its gradient, on all examples of a data set as one batch: what a step of `fit` computes before the parameters move. The
 * model stays as it is, parameters and state. Between calls the event loop gets its turn.
 *
 * @throws {TrainError} on data in which nothing counts, and without a key where one is drawn from.
 * @example
 * ```ts
 * import { twoMoons } from '@thinned/data'
 * import { init, linear, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { differentiate } from '@thinned/train'
 *
 * const model = sequential(linear(2, 2))
 * init(model, key(1))
 * const { gradients } = await differentiate(model, twoMoons({ size: 100, key: key(2) }))
 * console.log(Object.keys(gradients)) // [ 'linear1/weight', 'linear1/bias' ]
 * ```
 */
export async function differentiate<Inputs, Outputs, Targets extends Arrays = Values>(
  model: Model<Inputs, Outputs>,
  data: Dataset<ArraysOf<Inputs>, Targets> | DataSource<ArraysOf<Inputs>, Targets>,
  options: DifferentiateOptions<Inputs, Outputs, Targets> = {},
): Promise<Differentiated> {
  checkModel('differentiate', model)
  const source = asBatchSource(argument('differentiate', 'data', examples, data)) as Source
  const read = readOptions(options) as DifferentiateOptions
  const loss = read.loss ?? (source.classes === undefined ? 'mse' : 'crossEntropy')
  const rows = Uint32Array.from({ length: source.size }, (_, row) => row)
  const batch = await source.fetch(rows)
  if (source.size === 0 || weighing(loss)(batch) === 0)
    throw new TrainError(
      `differentiate was given ${source.name}, in which no example counts; a loss is a mean over those that do. Give some a weight above 0.`,
      { code: 'invalid-data' },
    )
  return ofBatch(model as unknown as RunModel, batch, { ...read, loss })
}

/** One for all calls, of which most are short. */
let pause: ReturnType<typeof yielding> | undefined

async function ofBatch(
  model: RunModel,
  examples: Examples,
  { loss, mode = 'evaluate', key, row = 0, moment }: DifferentiateOptions,
): Promise<Differentiated> {
  const batch = batchOnBackend(examples, await placeModel(model, undefined))
  const reports = collectReports({ keep: {}, state: flattenParams(model.state) })
  const { step, steps, epoch } = moment ?? { step: 0, steps: 1, epoch: 0 }
  const pass = createPass({ mode, row, step, steps, epoch, onReport: reports.listen, ...(key && { key }) })
  const toRead: Tensor[] = []
  try {
    const gradients = scope(() => {
      // Separate handles: the parameters of the model need not require a gradient.
      const leaves = new Map<Tensor, Tensor>()
      const params = mapParams(model.params, (parameter) => {
        const leaf = leaves.get(parameter) ?? requireGrad(noGrad(() => retain(parameter)))
        leaves.set(parameter, leaf)
        return leaf
      })
      let forwards = 0
      const { parts } = losses.runObjective(
        objectiveOf(loss as never),
        (inputs) => model.forward(inputs, pass.ofRun(forwards++), params),
        batch,
      )
      const total = losses.total(parts)
      const penalty = reports.penalty(forwards)
      toRead.push(noGrad(() => retain(total)))
      return backward(penalty ? add(total, penalty) : total, flattenParams(params))
    })
    toRead.push(...Object.values(gradients))
    const [value, ...arrays] = await Promise.all(toRead.map((tensor) => tensor.read()))
    pause ??= yielding()
    await pause()
    return {
      loss: value![0]!,
      gradients: Object.fromEntries(Object.keys(gradients).map((path, i) => [path, arrays[i]!])),
    }
  } finally {
    for (const tensor of toRead) tensor.dispose()
    reports.dispose()
    disposeBatch(batch)
  }
}
