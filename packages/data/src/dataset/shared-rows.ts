import { type Fields, optional, type Schema, value } from '@thinned/schema'
import { dataOptions } from '../options.ts'
import { arrayKind } from './array-kind.ts'
import { type Arrays, isNdArray, listArrays, mapArrays, type NdArray } from './arrays.ts'
import { batches } from './batches.ts'
import { asBatchSource, type DataSource, type FetchOptions } from './data-source.ts'
import { countExamples, type Dataset } from './dataset.ts'

/** How many rows of one data set stand in another. */
export interface SharedRows {
  /** The rows of the first that stand in the second. */
  readonly shared: number
  /** Those of them that stand there exactly once. Rows of few values repeat without having been copied: they stand there several times. */
  readonly unique: number
}

const read = dataOptions('sharedRows', {
  signal: optional(
    value(
      'an AbortSignal, such as the signal of an AbortController',
      (given) => typeof Object(given).aborted === 'boolean',
    ),
  ) as Schema<AbortSignal | undefined>,
} satisfies Fields<FetchOptions>)

/** Rows of the second that are fetched at once. */
const AT_ONCE = 1000

/**
 * How many rows of one data set or source stand in another, in any order: whether held-out data was cut off before the training. A row is the inputs and the
 * targets of an example, without its weight, and equal to the last bit. Arrays of other names, shapes or kinds share no rows. A source is fetched once,
 * without its random augmentation: the first as a whole, the second in batches.
 *
 * @throws {DataError} on what is no data set; the signal's reason when it is stopped.
 * @example
 * ```ts
 * import { sharedRows, splitDataset, take, twoMoons } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { train, heldOut } = splitDataset(twoMoons({ size: 40, key: key(1) }), { train: 0.75, heldOut: 0.25 }, key(2))
 * console.log(await sharedRows(heldOut, train)) // { shared: 0, unique: 0 }
 * console.log(await sharedRows(take(train, [7, 0, 3]), train)) // { shared: 3, unique: 3 }
 * ```
 */
export async function sharedRows<A extends Arrays, B extends Arrays, C extends Arrays, D extends Arrays>(
  rows: Dataset<A, B> | DataSource<A, B>,
  among: Dataset<C, D> | DataSource<C, D>,
  options: FetchOptions = {},
): Promise<SharedRows> {
  const { signal } = read(options)
  const first = asBatchSource(rows)
  const second = asBatchSource(among)
  const wanted = 'fetch' in rows ? await rows.fetch(allOf(first.size), undefined, fetching(signal)) : rows
  const groups = new RowGroups(wanted)
  if (!('fetch' in among)) groups.count(among)
  else
    for (const batch of batches(second.size, AT_ONCE)) {
      stopIfAborted(signal)
      groups.count(await among.fetch(batch, undefined, fetching(signal)))
    }
  stopIfAborted(signal)
  return groups.shared()
}

const allOf = (size: number): Uint32Array => Uint32Array.from({ length: size }, (_, row) => row)

const fetching = (signal: AbortSignal | undefined): FetchOptions => (signal ? { signal } : {})

function stopIfAborted(signal: AbortSignal | undefined): void {
  const { aborted, reason } = (signal ?? {}) as { readonly aborted?: boolean; readonly reason?: unknown }
  if (aborted) throw reason
}

/** Equal rows. */
interface Group {
  /** One of them. */
  readonly row: number
  size: number
  /** How often it was found. */
  found: number
}

/** The rows of a data set, equal ones together, by the hash of their words. */
class RowGroups {
  readonly #rows: Rows
  readonly #groups = new Map<number, Group[]>()

  constructor(dataset: Dataset<Arrays, Arrays>) {
    this.#rows = new Rows(dataset)
    for (let row = 0; row < this.#rows.count; row++) {
      const hash = this.#rows.hash(row)
      const groups = this.#groups.get(hash) ?? []
      if (groups.length === 0) this.#groups.set(hash, groups)
      const group = groups.find((other) => this.#rows.equals(other.row, this.#rows, row))
      if (group) group.size++
      else groups.push({ row, size: 1, found: 0 })
    }
  }

  /** Notes which rows a data set has. */
  count(dataset: Dataset<Arrays, Arrays>): void {
    const others = new Rows(dataset)
    if (others.form !== this.#rows.form) return
    for (let row = 0; row < others.count; row++) {
      const group = this.#groups.get(others.hash(row))?.find((each) => this.#rows.equals(each.row, others, row))
      if (group) group.found++
    }
  }

  shared(): SharedRows {
    let [shared, unique] = [0, 0]
    for (const { size, found } of [...this.#groups.values()].flat()) {
      if (found > 0) shared += size
      if (found === 1) unique += size
    }
    return { shared, unique }
  }
}

/** The rows of a data set as words. */
class Rows {
  readonly count: number
  /** Equal for data sets whose rows can be equal. */
  readonly form: string
  readonly #columns: readonly { readonly words: Uint32Array | Uint8Array; readonly width: number }[]

  constructor(dataset: Dataset<Arrays, Arrays>) {
    this.count = countExamples(dataset)
    const { inputs, targets } = dataset
    this.form = JSON.stringify([formOf(inputs), formOf(targets)])
    this.#columns = [...listArrays(inputs), ...listArrays(targets)].map(({ data }) => {
      const words = wordsOf(data)
      return { words, width: this.count === 0 ? 0 : words.length / this.count }
    })
  }

  hash(row: number): number {
    let hash = 0
    for (const { words, width } of this.#columns)
      for (let i = row * width; i < (row + 1) * width; i++) {
        hash = Math.imul(hash ^ words[i]!, 0x9e3779b1)
        hash ^= hash >>> 15
      }
    return hash
  }

  equals(row: number, others: Rows, other: number): boolean {
    return this.#columns.every(({ words, width }, column) => {
      const { words: otherWords } = others.#columns[column]!
      for (let i = 0; i < width; i++) if (words[row * width + i] !== otherWords[other * width + i]) return false
      return true
    })
  }
}

const formOf = (arrays: Arrays): unknown => {
  const one = ({ data, shape }: NdArray) => [arrayKind(data), shape.slice(1)]
  return isNdArray(arrays) ? one(arrays) : Object.entries(mapArrays(arrays, one))
}

/** The words of 32 bits of an array; of bytes the bytes. */
function wordsOf({ buffer, byteOffset, byteLength, BYTES_PER_ELEMENT }: NdArray['data']): Uint32Array | Uint8Array {
  return BYTES_PER_ELEMENT % 4 === 0
    ? new Uint32Array(buffer, byteOffset, byteLength / 4)
    : new Uint8Array(buffer, byteOffset, byteLength)
}
