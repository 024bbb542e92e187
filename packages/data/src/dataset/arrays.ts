import { formatValue } from '@thinned/schema'
import { DataError } from '../data-error.ts'

/** One array, or several by name for models of several inputs or outputs. */
export type Arrays<T extends NdArray = NdArray> = T | Readonly<Record<string, T>>

/** An array of any rank: its elements in row-major order (the last axis runs fastest) and the length of each axis. */
export interface NdArray<T extends Float32Array | Uint8Array | Int32Array = Float32Array | Uint8Array | Int32Array> {
  readonly data: T
  readonly shape: readonly number[]
}

/**
 * Whether this is one array, not several by name.
 *
 * @example
 * ```ts
 * import { isNdArray } from '@thinned/data'
 *
 * const ages = { data: Float32Array.of(31, 64), shape: [2] }
 * console.log(isNdArray(ages), isNdArray({ ages })) // true false
 * ```
 */
export function isNdArray(arrays: Arrays): arrays is NdArray {
  const data = (arrays as { readonly data?: unknown } | null | undefined)?.data
  // A plain list is a mistake in place of one array, not several arrays named 0, 1, …
  return ArrayBuffer.isView(data) || Array.isArray(data) || Array.isArray(arrays)
}

/**
 * Applies `make` to one array, or to each of several by name, in the order of their names.
 *
 * @example
 * ```ts
 * import { mapArrays } from '@thinned/data'
 *
 * const inputs = { text: { data: new Int32Array(12), shape: [2, 6] }, age: { data: Float32Array.of(31, 64), shape: [2] } }
 * console.log(mapArrays(inputs, ({ shape }) => shape.length)) // { age: 1, text: 2 }
 * ```
 */
export function mapArrays<T>(
  arrays: Arrays,
  make: (array: NdArray, name: string | undefined) => T,
): T | Record<string, T> {
  if (typeof make !== 'function')
    throw new DataError(`mapArrays was given make ${formatValue(make)}; it takes a function.`)
  if (isNdArray(arrays)) return make(arrays, undefined)
  return Object.fromEntries(namesOf(arrays).map((name) => [name, make(arrays[name]!, name)]))
}

/**
 * One array, or several by name, as a list, in the order of their names.
 *
 * @example
 * ```ts
 * import { listArrays } from '@thinned/data'
 *
 * const [ages, texts] = [{ data: Float32Array.of(31, 64), shape: [2] }, { data: new Int32Array(12), shape: [2, 6] }]
 * console.log(listArrays(ages).length, listArrays({ texts, ages })[0] === ages) // 1 true
 * ```
 */
export function listArrays(arrays: Arrays): readonly NdArray[] {
  return isNdArray(arrays) ? [arrays] : namesOf(arrays).map((name) => arrays[name]!)
}

function namesOf(arrays: Readonly<Record<string, NdArray>>): string[] {
  if (typeof arrays === 'object' && arrays !== null) return Object.keys(arrays).sort()
  throw new DataError(
    `${formatValue(arrays)} was given as arrays; they are an array { data, shape }, or several by name.`,
  )
}
