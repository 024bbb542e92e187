import { type Arrays, type DataSource, type Dataset, isNdArray, type Values } from '@thinned/data'
import type { Model, Params, Pass } from '@thinned/nn'
import { func, optional, type Schema, value } from '@thinned/schema'
import type { Backend, Tensor } from '@thinned/tensor'
import type { StopSignal } from '../batches/event-loop.ts'
import { heldBatches } from '../batches/held-batches.ts'
import type { ArraysOf, Examples, RunModel, Tensors, TensorsOf } from '../batches/tensors.ts'
import { checkElements, dataOf, named } from '../checks/check-elements.ts'
import { checkFinite } from '../checks/check-finite.ts'
import { backend, count, examples, metrics, signal } from '../checks/parts.ts'
import { checkModel } from '../model-file/check-arguments.ts'
import { argument, trainOptions } from '../options.ts'
import type { MetricValues, RunMetrics } from './metrics.ts'
import { type LossOption, lossOption } from './objective.ts'
import { score } from './score.ts'
import type { PassProgress } from './score-batches.ts'
import { orReason } from './stopped.ts'

export interface Evaluation<M extends RunMetrics = RunMetrics> {
  /** The mean loss over examples, by their weights where the data has them. */
  readonly loss: number
  /**
   * The share of wrong classes, in [0, 1]; every example counts the same. The labels of a sequence [n, time] count one by one, without those
   * that are negative or ignored by the loss. Of one logit under binaryCrossEntropy, whose class is 1 above 0, the
   * targets are 0 or 1. NaN where the data has no classes, the model has no score for each class, or the loss is NaN.
   */
  readonly error: number
  /** The share of right classes, in [0, 1]: 1 − error, and NaN where that is. */
  readonly accuracy: number
  /** The results of the metrics, by name. */
  readonly metrics: MetricValues<M>
}

export interface EvaluateOptions<
  Inputs = Tensor,
  Outputs = Tensor,
  Targets extends Arrays = Values,
  M extends RunMetrics = RunMetrics,
> {
  /** Default: crossEntropy where the data has classes, else mse. */
  readonly loss?: LossOption<Inputs, Outputs, TensorsOf<Targets>>
  /** Further metrics; the results have the same names. */
  readonly metrics?: M
  /** Examples per forward pass; does not change the result beyond rounding. Default 500. */
  readonly batchSize?: number
  /** The model is moved there, and stays. Default: the backend of its parameters. */
  readonly backend?: Backend
  /** Default: an evaluation pass, the full network. */
  readonly pass?: (row: number) => Pass
  /** Weights to use instead of the model's, such as averages of them, on the same backend. */
  readonly params?: Params
  /** An AbortSignal: stops before the next forward pass, or while it waits for examples, and throws its reason. */
  readonly signal?: StopSignal
  /** Called after each batch. */
  readonly onProgress?: (progress: PassProgress) => void
}

const readOptions = trainOptions(
  'evaluate',
  {
    loss: optional(lossOption),
    metrics: optional(metrics),
    batchSize: optional(count),
    backend: optional(backend),
    pass: optional(func<(row: number) => Pass>('a function that gives the pass of a row')),
    params: optional(value<Params>('the params of a model', (given) => typeof given === 'object' && given !== null)),
    signal: optional(signal),
    onProgress: optional(func<(progress: PassProgress) => void>()),
  } satisfies { readonly [Name in keyof EvaluateOptions]-?: Schema },
  { verbose: 'onProgress', device: 'backend', callbacks: 'onProgress' },
)

/**
 * The loss, the error, the accuracy and any metrics of a model on a data set or a source: by default those of the full network, without
 * dropout. A source fetches without its random augmentation.
 *
 * @throws {TrainError} on data without examples or in which none counts, and where a metric cannot be measured on it.
 * @example
 * ```ts
 * import { twoMoons } from '@thinned/data'
 * import { ece } from '@thinned/metrics'
 * import { init, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { evaluate } from '@thinned/train'
 *
 * const model = linear(2, 2)
 * init(model, key(1))
 * const { error, metrics } = await evaluate(model, twoMoons({ size: 100, key: key(2) }), { metrics: { ece: ece({ bins: 10 }) } })
 * console.log(error, metrics.ece.toFixed(3)) // 0.29 0.145
 * ```
 */
export async function evaluate<Inputs, Outputs, Targets extends Arrays = Values, M extends RunMetrics = RunMetrics>(
  model: Model<Inputs, Outputs>,
  data: Dataset<ArraysOf<Inputs>, Targets> | DataSource<ArraysOf<Inputs>, Targets>,
  options: EvaluateOptions<Inputs, Outputs, Targets, M> = {},
): Promise<Evaluation<M>> {
  checkModel('evaluate', model)
  const given = argument('evaluate', 'data', examples, data)
  if (!('fetch' in given)) checkArrays(given as Examples)
  const read = readOptions(options) as EvaluateOptions<Tensors, Tensors, Examples['targets']>
  return orReason('evaluate', read.signal, () =>
    score(model as unknown as RunModel, heldBatches(given), read),
  ) as Promise<Evaluation<M>>
}

/** Refuses arrays that no model takes, and inputs that are not finite. */
function checkArrays({ name, inputs, targets }: Examples): void {
  const data = dataOf('', name).trim()
  for (const [what, array] of [...named('inputs', inputs), ...named('targets', targets)])
    checkElements(`The ${what} of the ${data}`, array, what)
  for (const [what, array] of named('inputs', inputs))
    checkFinite(`The ${what} of the ${data}`, array, { masks: !isNdArray(inputs), user: 'evaluate' })
}
