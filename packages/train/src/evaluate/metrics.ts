import { isNdArray, type NdArray } from '@thinned/data'
import { type Metric, mostProbable, softmaxRows } from '@thinned/metrics'
import { dtypeOf, formatShape, Tensor } from '@thinned/tensor'
import { isCounted, type LabelCounting } from '../batches/batch-weight.ts'
import type { Examples, Tensors } from '../batches/tensors.ts'
import { TrainError } from '../train-error.ts'
import { scoresEachClass } from './count-errors.ts'
import { isOneLogit, logitsOfTwo, withLabels } from './two-classes.ts'

/**
 * The input of a metric for one batch. A classifier gives the probabilities and the logits [n, classes], the most probable classes and the labels [n]. The
 * steps of a sequence [n, time] count one by one, without those whose label is negative or ignored by the loss. One logit under binaryCrossEntropy is
 * that of class 1 of two, where all targets are 0 or 1. A model of numbers gives all
 * elements of its outputs and of the targets.
 */
export type MeasuredBatch =
  | {
      readonly probabilities: Float64Array
      readonly logits: Float64Array
      readonly classes: number
      readonly predicted: Int32Array
      readonly labels: Int32Array
    }
  | { readonly predicted: Float32Array; readonly targets: Float32Array }

/** A metric of @thinned/metrics, or one of the user's. Its result must be JSON, because checkpoints hold it. */
// biome-ignore lint/suspicious/noExplicitAny: each has a separate state, and takes the part of a batch that it needs
export type RunMetric<Result = unknown> = Metric<any, any, Result>

/** Metrics by name; the results have the same names. */
export type RunMetrics = Readonly<Record<string, RunMetric>>

/** The results of metrics, by name. */
export type MetricValues<M extends RunMetrics = RunMetrics> = {
  readonly [Name in keyof M]: M[Name] extends RunMetric<infer Result> ? Result : never
}

/** Gathers metrics over the batches of a data set. */
export interface MetricGatherer {
  /** Adds a batch. Reads the outputs only if there is a metric. */
  add(outputs: Tensors, examples: Examples): Promise<void>
  results(): MetricValues
}

export function gatherMetrics(metrics: RunMetrics, counting: LabelCounting): MetricGatherer {
  const states = new Map(Object.entries(metrics).map(([name, metric]) => [name, metric.empty()]))
  const attempt = <T>(name: string, data: string, fields: string, act: () => T): T => {
    try {
      return act()
    } catch (error) {
      throw new TrainError(
        `The metric ${name} (${metrics[name]!.name}) cannot be measured on ${data}, which gives { ${fields} }: ${(error as Error).message}`,
        { cause: error },
      )
    }
  }
  let last: [data: string, fields: string] = ['no data', '']
  return {
    async add(outputs, examples) {
      if (states.size === 0) return
      const values = await oneOutput(outputs, examples).read()
      const labeled = isOneLogit(outputs, examples, counting) ? withLabels(examples) : undefined
      const batch = labeled
        ? measuredBatch(logitsOfTwo(values), labeled, counting)
        : measuredBatch(values, examples, counting)
      last = [examples.name, Object.keys(batch).join(', ')]
      for (const [name, metric] of Object.entries(metrics))
        states.set(
          name,
          attempt(name, ...last, () => metric.update(states.get(name), batch)),
        )
    },
    results: () =>
      Object.fromEntries(
        Object.entries(metrics).map(([name, metric]) => [
          name,
          attempt(name, ...last, () => metric.compute(states.get(name))),
        ]),
      ),
  }
}

function measuredBatch(
  outputs: ArrayLike<number>,
  { name, targets, classes }: Examples,
  counting: LabelCounting,
): MeasuredBatch {
  const { data } = targets as NdArray
  if (classes === undefined || dtypeOf(data) !== 'int32')
    return { predicted: Float32Array.from(outputs), targets: Float32Array.from(data) }
  const width = outputs.length / data.length
  const counted = Array.from(data.keys()).filter((i) => isCounted(data[i]!, counting))
  const logits = new Float64Array(counted.length * width)
  for (const [row, index] of counted.entries())
    for (let c = 0; c < width; c++) logits[row * width + c] = outputs[index * width + c]!
  if (logits.some(Number.isNaN))
    throw new TrainError(
      `Metrics cannot be measured on ${name}: the model gives NaN, which predicts no class. Look for values that are not finite in the inputs, then in the weights.`,
    )
  return {
    probabilities: softmaxRows(logits, width),
    logits,
    classes: width,
    predicted: mostProbable(logits, width),
    labels: Int32Array.from(counted, (i) => data[i]!),
  }
}

function oneOutput(outputs: Tensors, examples: Examples): Tensor {
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
