import { TensorError } from './tensor-error.ts'

/** The element types: two floats, which may carry gradients, and two integers, for labels, indices and masks. */
export type DType = 'float32' | 'float64' | 'int32' | 'uint8'

export interface ArrayOf {
  readonly float32: Float32Array
  readonly float64: Float64Array
  readonly int32: Int32Array
  readonly uint8: Uint8Array
}

export type TypedArray = ArrayOf[DType]

const constructors = { float32: Float32Array, float64: Float64Array, int32: Int32Array, uint8: Uint8Array } as const

/**
 * Every dtype.
 *
 * @example
 * ```ts
 * import { dtypes } from '@thinned/tensor'
 *
 * console.log(dtypes) // [ 'float32', 'float64', 'int32', 'uint8' ]
 * ```
 */
export const dtypes: readonly DType[] = ['float32', 'float64', 'int32', 'uint8']

/** A new zeroed array for `length` elements of `dtype`. */
export function newArray(dtype: DType, length: number): TypedArray {
  try {
    return new constructors[dtype](length)
  } catch (cause) {
    throw new TensorError(
      `There is no memory for ${length} elements of ${dtype}. The engine said: ${(cause as Error).message}`,
      { code: 'out-of-memory', cause },
    )
  }
}

/**
 * The dtype of a typed array, or undefined for other values.
 *
 * @example
 * ```ts
 * import { dtypeOf } from '@thinned/tensor'
 *
 * console.log(dtypeOf(new Float32Array(1)), dtypeOf([1, 2])) // float32 undefined
 * ```
 */
export function dtypeOf(data: unknown): DType | undefined {
  if (!ArrayBuffer.isView(data)) return undefined
  // By the tag: instanceof does not know the arrays of another realm, such as a frame or a vm context.
  const tag = (data as ArrayBufferView & { readonly [Symbol.toStringTag]: string })[Symbol.toStringTag]
  return dtypes.find((dtype) => constructors[dtype].name === tag)
}

/**
 * The size of an element in bytes.
 *
 * @example
 * ```ts
 * import { bytesPerElement } from '@thinned/tensor'
 *
 * console.log(bytesPerElement('float64')) // 8
 * ```
 */
export function bytesPerElement(dtype: DType): number {
  return constructors[dtype].BYTES_PER_ELEMENT
}

/**
 * Whether the elements are floats, which can carry gradients.
 *
 * @example
 * ```ts
 * import { isFloat } from '@thinned/tensor'
 *
 * console.log(isFloat('float64'), isFloat('int32')) // true false
 * ```
 */
export function isFloat(dtype: DType): dtype is 'float32' | 'float64' {
  return dtype === 'float32' || dtype === 'float64'
}
