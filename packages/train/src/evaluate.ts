import {
  type Arrays,
  asSource,
  batches,
  countExamples,
  type DataSource,
  type Dataset,
  isNdArray,
  type NdArray,
  type Values,
} from '@thinned/data'
import { createPass, type Model, type Params, type Pass } from '@thinned/nn'
import { argmax, type Backend, formatShape, noGrad, retain, sameShape, scope, Tensor } from '@thinned/tensor'
import { batchWeight, isCounted, type LabelCounting, labelCounting } from './batch-weight.ts'
import { checkMetrics } from './check-parts.ts'
import { fetchAhead } from './fetch-ahead.ts'
import { checkLoss, type LossName, type Objective, objectiveOf } from './objective.ts'
import { batchOnBackend } from './on-backend.ts'
import { placeModel } from './place-model.ts'
import { turns } from './platform.ts'
import { gatherMetrics, type MetricValues, type RunMetrics } from './run-metrics.ts'
import type { ArraysOf, Examples, Source, Tensors, TensorsOf } from './tensors.ts'
import { TrainError } from './train-error.ts'

export interface Evaluation<M extends RunMetrics = RunMetrics> {
  /** The mean loss over examples, by their weights where the data has them. */
  readonly loss: number
  /**
   * The share of wrong classes, in [0, 1], each example counting the same; places of a sequence [n, time] count one by one, without those
   * whose label is negative or left out by the loss. NaN where the data has no classes, the model no score for each, or the loss is NaN.
   */
  readonly error: number
  /** The share of right classes, in [0, 1]: 1 − error, and NaN where that is. */
  readonly accuracy: number
  /** What each of the metrics measured, by its name. */
  readonly metrics: MetricValues<M>
}

export interface EvaluateOptions<
  Inputs = Tensor,
  Outputs = Tensor,
  Targets extends Arrays = Values,
  M extends RunMetrics = RunMetrics,
> {
  /** Default: crossEntropy where the data has classes, else mse. */
  readonly loss?: LossName | Objective<Inputs, Outputs, TensorsOf<Targets>>
  /** What else is measured, by the names that the results get. */
  readonly metrics?: M
  /** Examples per forward pass; does not change the result beyond rounding. Default 500. */
  readonly batchSize?: number
  /** The model is moved there, and stays. Default: where the parameters are. */
  readonly backend?: Backend
  /** Default: an evaluation pass, the full network. */
  readonly pass?: (row: number) => Pass
  /** Weights in the place of the model's own, such as averages of them; on the backend already. */
  readonly params?: Params
}

/**
 * The loss, the error and any metrics of a model on a data set or a source; by default those of the full network, without dropout, and of
 * a source without what is random in it.
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
  return (await measure(model as unknown as Model<Tensors, Tensors>, source, options as object)) as Evaluation<M>
}

async function measure(
  model: Model<Tensors, Tensors>,
  source: Source,
  options: EvaluateOptions<Tensors, Tensors, Examples['targets']>,
): Promise<Evaluation> {
  const { batchSize = 500, pass = (row) => createPass({ mode: 'evaluate', row }), metrics = {}, params } = options
  if (options.loss !== undefined) checkLoss('evaluate', options.loss)
  checkMetrics('evaluate', metrics)
  const objective = objectiveOf(options.loss ?? (source.classes === undefined ? 'mse' : 'crossEntropy'))
  if (source.size === 0)
    throw new TrainError(
      `evaluate was given the data set ${source.name} without examples; there is nothing to measure.`,
    )
  const backend = await placeModel(model, options.backend)
  const counting = labelCounting(options.loss)
  const gatherer = Object.keys(metrics).length === 0 ? undefined : gatherMetrics(metrics, counting)
  const turn = turns()
  const errors = { wrong: 0, count: 0 }
  let loss = 0
  let weight = 0
  let row = 0
  for await (const examples of fetchAhead(source, batches(source.size, batchSize))) {
    const own = batchWeight(examples, counting)
    const place = pass(row)
    const read: Tensor[] = []
    let outputs: Tensors | undefined
    let runs = 0
    try {
      const measured = scope(() =>
        noGrad(() => {
          const onBackend = batchOnBackend(examples, backend)
          // What the last run gives is looked at after the objective, which may have run it in a scope of its own.
          const forward = (inputs: Tensors): Tensors => {
            const made = model.forward(inputs, place.ofRun(runs++), params)
            outputs = made instanceof Tensor ? retain(made) : made
            if (outputs instanceof Tensor) read.push(outputs)
            return made
          }
          // A loss has no mean over examples that weigh nothing, but they count in the error.
          const value = own > 0 ? objective(forward, onBackend) : undefined
          if (runs === 0) forward(onBackend.inputs)
          return { value, predicted: scoresEachClass(outputs, examples) ? argmax(outputs, -1) : undefined }
        }),
      )
      read.push(...[measured.value, measured.predicted].filter((tensor) => tensor !== undefined))
      const single = gatherer && oneOutput(outputs, examples)
      if (measured.value) loss += (await measured.value.read())[0]! * own
      weight += own
      if (measured.predicted) countErrors(errors, await measured.predicted.read(), examples, counting)
      if (single) gatherer?.see(await single.read(), examples)
    } finally {
      for (const tensor of read) tensor.dispose()
    }
    row += countExamples(examples)
    await turn()
  }
  if (weight === 0)
    throw new TrainError(
      `All examples of ${source.name} weigh 0 or have labels that are left out; there is nothing to measure. Give some a weight, or leave the data out.`,
    )
  // The largest of scores that are NaN is no prediction.
  const count = Number.isNaN(loss) ? Number.NaN : errors.count
  return {
    loss: loss / weight,
    error: errors.wrong / count,
    accuracy: (count - errors.wrong) / count,
    metrics: gatherer?.results() ?? {},
  }
}

/** Whether the outputs are a score for each class behind each of the labels. */
function scoresEachClass(outputs: Tensors | undefined, { targets, classes }: Examples): outputs is Tensor {
  if (classes === undefined || !(outputs instanceof Tensor) || !isNdArray(targets)) return false
  return outputs.rank > 1 && outputs.shape.at(-1)! >= classes && sameShape(outputs.shape.slice(0, -1), targets.shape)
}

function countErrors(
  errors: { wrong: number; count: number },
  predicted: ArrayLike<number>,
  examples: Examples,
  counting: LabelCounting,
): void {
  const labels = (examples.targets as NdArray).data
  for (let at = 0; at < labels.length; at++) {
    if (!isCounted(labels[at]!, counting)) continue
    errors.count++
    if (predicted[at] !== labels[at]) errors.wrong++
  }
}

function oneOutput(outputs: Tensors | undefined, examples: Examples): Tensor {
  const { name, targets, classes } = examples
  if (!(outputs instanceof Tensor) || !isNdArray(targets))
    throw new TrainError(
      `Metrics take a model of one output and one array of targets, but on ${name} there are several by name; measure them from predictions of your own.`,
    )
  const { shape } = outputs
  if (classes !== undefined && !scoresEachClass(outputs, examples))
    throw new TrainError(
      `Metrics take one score for each of the ${classes} classes of ${name}, but for labels ${formatShape(targets.shape)} the model gives ${formatShape(shape)}.`,
    )
  return outputs
}
