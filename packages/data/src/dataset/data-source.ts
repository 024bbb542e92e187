import type { Key } from '@thinned/rng'
import { checkDataset } from './array-fault.ts'
import { type Arrays, mapArrays } from './arrays.ts'
import { classesOf, countExamples, type Dataset, type Values } from './dataset.ts'
import { fingerprint } from './fingerprint.ts'
import { take } from './take.ts'

/** Examples to fetch batch by batch: from files larger than memory, from a worker thread, or augmented anew in every epoch. */
export interface DataSource<Inputs extends Arrays = Values, Targets extends Arrays = Values> {
  readonly name: string
  /** How many examples there are. */
  readonly size: number
  readonly classes?: number
  readonly classNames?: readonly string[]
  /** The shape of the inputs of one example, without the batch axis; of each array, where there are several. */
  readonly inputShape: ShapeOf<Inputs>
  readonly targetShape: ShapeOf<Targets>
  /** Equal for equal contents, as the `fingerprint` of a data set. Checkpoints hold it. */
  readonly fingerprint: string
  /**
   * The examples at `rows`, in that order. With a key (the trainer passes one per epoch) the randomness of example i follows from
   * `foldIn(key, i)` alone, in any batch; without a key there is none. Calls may overlap. When `signal` aborts, nobody waits for the examples
   * any more.
   */
  fetch(rows: ArrayLike<number>, key?: Key, options?: FetchOptions): Promise<Dataset<Inputs, Targets>>
}

export interface FetchOptions {
  /** Aborts when the run or the measurement is stopped. Hand it to what the source waits for, such as `fetch` of the network. */
  readonly signal?: AbortSignal
}

declare global {
  /** That of the platform; the library's type environment, free of Node and DOM, does not know it. */
  interface AbortSignal {}
}

/** The shape of an array, or of each of several by name. */
export type ShapeOf<A extends Arrays> = A extends { readonly shape: readonly number[] }
  ? readonly number[]
  : { readonly [Name in keyof A]: readonly number[] }

/**
 * A source of a data set in memory, without randomness. A source is returned as it is.
 *
 * @throws {DataError} where the arrays of a data set differ in their number of examples.
 * @example
 * ```ts
 * import { asSource, twoMoons } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const source = asSource(twoMoons({ size: 40, key: key(1) }))
 * const { targets } = await source.fetch([3, 0])
 * console.log(source.size, source.inputShape, targets.data) // 40 [ 2 ] Int32Array(2) [ 1, 0 ]
 * ```
 */
export function asSource<Inputs extends Arrays, Targets extends Arrays>(
  data: Dataset<Inputs, Targets> | DataSource<Inputs, Targets>,
): DataSource<Inputs, Targets> {
  const source = asBatchSource(data)
  if ('fetch' in data) return data
  return {
    ...source,
    get fingerprint() {
      return fingerprint(data)
    },
  }
}

/** A source without its fingerprint, which only checkpoints need. */
export type BatchSource<Inputs extends Arrays = Values, Targets extends Arrays = Values> = Omit<
  DataSource<Inputs, Targets>,
  'fingerprint'
>

/**
 * As `asSource`, for what fetches batches and does not ask for the fingerprint: its code stays out of the program.
 *
 * @throws {DataError} where the arrays of a data set differ in their number of examples.
 * @example
 * ```ts
 * import { asBatchSource, twoMoons } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { targets } = await asBatchSource(twoMoons({ size: 40, key: key(1) })).fetch([3, 0])
 * console.log(targets.data) // Int32Array(2) [ 1, 0 ]
 * ```
 */
export function asBatchSource<Inputs extends Arrays, Targets extends Arrays>(
  data: Dataset<Inputs, Targets> | DataSource<Inputs, Targets>,
): BatchSource<Inputs, Targets> {
  checkDataset(data)
  if ('fetch' in data) return data
  const size = countExamples(data)
  const { name, inputs, targets } = data
  const shapeOf = <A extends Arrays>(arrays: A) =>
    mapArrays(arrays, ({ shape }) => shape.slice(1)) as unknown as ShapeOf<A>
  return {
    name,
    size,
    ...classesOf(data),
    inputShape: shapeOf(inputs),
    targetShape: shapeOf(targets),
    fetch: async (rows) => take(data, rows),
  }
}
