import { checkBatch } from '../check-arguments.ts'
import { MetricsError } from '../metrics-error.ts'

/** The number of examples of a batch: of its labels, targets or values, or of the rows of its activations. */
export function examplesIn(batch: object, caller = 'takeExamples', role = 'batch'): number {
  checkBatch(caller, batch, role)
  const { labels, targets, values, activations, units } = batch as Partial<Record<string, unknown>>
  const each = labels ?? targets ?? values
  if (isList(each)) return each.length
  if (isList(activations)) return activations.length / Number(units)
  throw new MetricsError(
    'The batch has no labels, targets, values or activations, so its examples cannot be told apart.',
  )
}

/**
 * A batch of these examples, in that order; an example may come several times. Numbers of the batch (`classes`) stay. Arrays, plain or
 * typed, give the rows of the examples. The labels, targets, values or units of activations tell how long a row is. Of `samples` and
 * `noiseVariance` of targets the first axis is the sample, [samples, n].
 *
 * @throws {MetricsError} where an array does not divide into rows, or a row is not there.
 *
 * @example
 * ```ts
 * import { takeExamples } from '@thinned/metrics'
 *
 * console.log(takeExamples({ predicted: [0, 1, 2], labels: [0, 1, 1] }, [2, 2])) // { predicted: [ 2, 2 ], labels: [ 1, 1 ] }
 * ```
 */
export function takeExamples<Batch extends object>(batch: Batch, examples: ArrayLike<number>): Batch {
  const count = examplesIn(batch)
  for (let i = 0; i < examples.length; i++) {
    if (!Number.isInteger(examples[i]) || examples[i]! < 0 || examples[i]! >= count)
      throw new MetricsError(`Example ${examples[i]} was asked of a batch of ${count}; they count from 0.`)
  }
  const areNumbers = isList((batch as { readonly targets?: unknown }).targets)
  const taken = Object.entries(batch).map(([name, value]) => {
    if (!isList(value)) return [name, value]
    const rows = rowsOf(name, value, count, examples)
    return [name, areNumbers && SAMPLES_FIRST.has(name) ? samplesFirst(rows, value, count, examples) : rows]
  })
  return Object.fromEntries(taken)
}

/** Arrays [samples, n]: the example is their last axis. */
const SAMPLES_FIRST: ReadonlySet<string> = new Set(['samples', 'noiseVariance'])

/** Puts the columns of the examples into `taken`. */
function samplesFirst(taken: List, values: List, count: number, examples: ArrayLike<number>): List {
  const samples = count === 0 ? 0 : values.length / count
  for (let sample = 0; sample < samples; sample++)
    for (let i = 0; i < examples.length; i++)
      taken[sample * examples.length + i] = values[sample * count + examples[i]!]!
  return taken
}

/** The rows of the examples, in an array of the same type. */
function rowsOf(name: string, values: List, count: number, examples: ArrayLike<number>): List {
  const width = count === 0 ? 0 : values.length / count
  if (!Number.isInteger(width))
    throw new MetricsError(
      `${name} has ${values.length} elements for ${count} examples; each has as many as any other.`,
    )
  const rows: List = new (values.constructor as new (length: number) => List)(examples.length * width)
  for (let i = 0; i < examples.length; i++) {
    const from = examples[i]! * width
    for (let j = 0; j < width; j++) rows[i * width + j] = values[from + j]!
  }
  return rows
}

interface List {
  readonly length: number
  [index: number]: number
}

const isList = (value: unknown): value is List => Array.isArray(value) || ArrayBuffer.isView(value)
