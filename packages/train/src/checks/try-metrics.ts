import { asBatchSource, batches, type NdArray } from '@thinned/data'
import type { Layer } from '@thinned/nn'
import { type Shape, sizeOf, tensor } from '@thinned/tensor'
import { labelCounting } from '../batches/batch-weight.ts'
import type { Examples, RunModel, Source } from '../batches/tensors.ts'
import { gatherMetrics, type MetricValues } from '../evaluate/metrics.ts'
import type { RunOptions } from '../run/fit-options.ts'
import { measuredCount, measuredSource } from '../run/measured-examples.ts'
import { builtInMonitors, notANumber } from '../run/records.ts'
import { TrainError } from '../train-error.ts'

/**
 * Measures the metrics of a run once before its first step, on made-up outputs and on the targets that it will measure: those in memory all of them,
 * those of a source made up as well. So a metric that does not fit the data, or that lacks the examples of a class, is known before an epoch is over.
 *
 * @throws {TrainError} where a metric cannot be measured, gives no JSON, or gives no number though it is monitored.
 */
export async function tryMetrics(model: RunModel, options: RunOptions): Promise<void> {
  const { data, key, metrics = {} } = options
  if (Object.keys(metrics).length === 0) return
  const train = asBatchSource(data.train) as Source
  const measured = measuredSource(train, measuredCount(options, train.size), key)
  if (measured) await tryOn(model, measured, 'fetch' in data.train, options)
  if (!data.validation) return
  const results = await tryOn(model, asBatchSource(data.validation) as Source, 'fetch' in data.validation, options)
  const { earlyStopping, checkpoint } = options
  for (const { monitor } of [earlyStopping ?? {}, checkpoint?.best ?? {}])
    if (results && monitor !== undefined && !builtInMonitors.includes(monitor) && typeof results[monitor] !== 'number')
      throw notANumber(monitor, results[monitor])
}

async function tryOn(
  model: RunModel,
  source: Source,
  isRemote: boolean,
  { metrics = {}, loss }: RunOptions,
): Promise<MetricValues | undefined> {
  const { name, inputShape, targetShape, classes } = source
  if (!isShape(inputShape) || !isShape(targetShape)) return undefined
  const outputShape =
    outputShapeOf(model, inputShape) ?? (classes === undefined ? targetShape : [...targetShape, classes])
  const gatherer = gatherMetrics(metrics, labelCounting(loss))
  for (const rows of batches(isRemote ? 1 : source.size, BATCH)) {
    const examples = isRemote ? madeUp(source, targetShape, labelCounting(loss).binary) : await source.fetch(rows)
    const shape = [(examples.targets as NdArray).shape[0]!, ...outputShape]
    const outputs = tensor(fractions(sizeOf(shape)), { shape })
    try {
      await gatherer.add(outputs, examples)
    } finally {
      outputs.dispose()
    }
  }
  const results = gatherer.results()
  for (const [metric, value] of Object.entries(results)) if (!isJson(value)) throw notJson(metric, value, name)
  return results
}

/** Examples in one measured batch. */
const BATCH = 500

/** Targets of a source, as many as show every class twice; its inputs are of no use to a metric. */
function madeUp({ name, classes }: Source, targetShape: Shape, binary = false): Examples {
  const shape = [2 * (classes ?? 4), ...targetShape]
  const size = sizeOf(shape)
  const labels = Int32Array.from({ length: size }, (_, i) => i % (classes ?? 2))
  const numbers = binary ? Float32Array.from(labels) : fractions(size)
  const data = classes === undefined ? numbers : labels
  const targets = { data, shape }
  return { name, inputs: targets, targets, ...(classes === undefined ? {} : { classes }) }
}

/** Numbers in (0, 1), all different up to 100: outputs of a model that has learned nothing. */
function fractions(size: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: size }, (_, i) => (((i * 37) % 101) + 1) / 103)
}

/** The shape of a model's output for one example; undefined where it has several, or does not say. */
function outputShapeOf(model: RunModel, inputShape: Shape): Shape | undefined {
  const shape = (model as unknown as Partial<Layer>).outputShape?.(inputShape)
  return shape && isShape(shape) ? shape : undefined
}

const isShape = (shape: Source['inputShape']): shape is Shape => Array.isArray(shape)

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined
  } catch {
    return false
  }
}

function notJson(metric: string, value: unknown, data: string): TrainError {
  return new TrainError(
    `The metric ${metric} gives ${typeof value === 'object' ? 'an object with parts' : `a ${typeof value}`} on ${data} that JSON does not hold; the history is JSON. Let its compute give numbers, texts, lists and plain objects.`,
  )
}
