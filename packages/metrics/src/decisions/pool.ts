import { formatValue } from '@thinned/schema'
import { checkRows } from '../batches/batch.ts'
import { MetricsError } from '../metrics-error.ts'

/** The class probabilities of several networks for n rows: `samples` of `predict` with `everySample`. */
export interface SampledProbabilities {
  /** [samples, n, classes], row-major. */
  readonly data: ArrayLike<number>
  /** [samples, n, classes]. */
  readonly shape: readonly number[]
  /** 'batch' where sample s is the same network in all rows: of `predict` with `share: 'batch'`, and of an ensemble. */
  readonly share?: 'batch'
}

/** A checked pool. */
export interface Pool {
  readonly data: ArrayLike<number>
  readonly samples: number
  readonly rows: number
  readonly classes: number
}

const HOW = "Give samples of predict(model, inputs, { samples: 100, everySample: true, share: 'batch', key: key(7) })"

/** Refuses what are no distributions of samples, rows and classes. */
export function readPool(given: SampledProbabilities): Pool {
  const { data, shape } = Object(given) as Partial<SampledProbabilities>
  if (data === undefined || !Array.isArray(shape))
    throw new MetricsError(
      `acquire was given ${formatValue(given)} as its pool; it takes { data, shape: [samples, n, classes] }. ${HOW}.`,
    )
  const [samples = 0, rows = 0, classes = 0] = shape as readonly number[]
  if (shape.length !== 3 || !shape.every((size) => Number.isSafeInteger(size) && size >= 1))
    throw new MetricsError(
      `acquire was given a pool of shape [${shape.map(formatValue).join(', ')}]; it takes [samples, n, classes], from 1. ${HOW}.`,
    )
  checkRows(data, classes)
  if (data.length !== samples * rows * classes)
    throw new MetricsError(
      `acquire was given ${data.length} probabilities in a pool of shape [${shape.join(', ')}]; it has ${samples * rows * classes}.`,
    )
  return { data, samples, rows, classes }
}

/** The probabilities of one row [samples, classes]. */
export function rowOf({ data, samples, rows, classes }: Pool, row: number, into: Float64Array): Float64Array {
  for (let s = 0; s < samples; s++)
    for (let c = 0; c < classes; c++) into[s * classes + c] = data[(s * rows + row) * classes + c]!
  return into
}
