import { type Arrays, asSource, batches, type DataSource, type Dataset, type Values } from '@thinned/data'
import { createPass, type Model, type Params, type Pass } from '@thinned/nn'
import type { Backend, Tensor } from '@thinned/tensor'
import { labelCounting } from '../batches/batch-weight.ts'
import type { StopSignal } from '../batches/event-loop.ts'
import { fetchAhead } from '../batches/fetch-ahead.ts'
import {
  type ArraysOf,
  type Examples,
  placeModel,
  type RunModel,
  type Source,
  type Tensors,
  type TensorsOf,
} from '../batches/tensors.ts'
import { checkMetrics } from '../checks/check-fit-options.ts'
import { TrainError } from '../train-error.ts'
import { countErrors } from './count-errors.ts'
import { gatherMetrics, type MetricValues, type RunMetrics } from './metrics.ts'
import { checkLoss, type LossOption, objectiveOf, refuseUnclear, weighing } from './objective.ts'
import { type PassProgress, scoreBatches } from './score-batches.ts'
import { orReason } from './stopped.ts'
import { sumParts } from './sum-parts.ts'

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
  const source = asSource(data) as unknown as Source
  return orReason('evaluate', options.signal, () =>
    score(model as unknown as RunModel, source, options as object),
  ) as Promise<Evaluation<M>>
}

/** The default of `batchSize`. */
export const MEASURED_AT_ONCE = 500

/** `evaluate` on models and data of any form. `ofNothing` is the loss of data in which nothing counts, which is refused without. @throws STOPPED where the signal stops it. */
export async function score(
  model: RunModel,
  source: Source,
  options: EvaluateOptions<Tensors, Tensors, Examples['targets']>,
  ofNothing?: number,
): Promise<Evaluation> {
  const {
    batchSize = MEASURED_AT_ONCE,
    pass = (row) => createPass({ mode: 'evaluate', row }),
    metrics = {},
    params,
  } = options
  if (options.loss !== undefined) checkLoss('evaluate', options.loss)
  checkMetrics('evaluate', metrics)
  if (source.size === 0)
    throw new TrainError(
      `evaluate was given the data set ${source.name} without examples; there is nothing to measure.`,
    )
  const objective = objectiveOf(options.loss ?? (source.classes === undefined ? 'mse' : 'crossEntropy'))
  const counting = labelCounting(options.loss)
  const weightOf = weighing(options.loss ?? (source.classes === undefined ? 'mse' : 'crossEntropy'))
  const errors = countErrors(counting)
  const gatherer = gatherMetrics(metrics, counting)
  const rowsOfBatches = batches(source.size, batchSize)
  const total = sumParts()
  await scoreBatches(
    fetchAhead(source, rowsOfBatches, undefined, options.signal),
    {
      model,
      backend: await placeModel(model, options.backend),
      params,
      passes: (row) => [pass(row)],
      // A loss has no mean over examples that weigh nothing, but they count in the error.
      objective: (examples) => (weightOf(examples) > 0 ? objective : undefined),
      count: rowsOfBatches.length,
      signal: options.signal,
      onProgress: options.onProgress,
    },
    async (scores) => {
      const { examples } = scores
      if (scores.result) {
        if (rowsOfBatches.length > 1) refuseUnclear(scores.result.unclear)
        await total.add(scores.result, weightOf(examples))
      }
      await errors.add(scores.outputs, examples)
      await gatherer.add(scores.outputs, examples)
    },
  )
  const loss = total.mean() ?? ofNothing
  if (loss === undefined)
    throw new TrainError(
      `All examples of ${source.name} weigh 0 or have labels that are left out; there is nothing to measure. Give some a weight, or leave the data out.`,
    )
  return { loss, ...errors.rates(loss), metrics: gatherer.results() }
}
