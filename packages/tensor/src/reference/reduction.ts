import type { TypedArray } from '../dtype.ts'
import { sizeOf } from '../shape.ts'
import { isContiguous, type View } from '../view.ts'
import { valuesOf } from './storage.ts'

/** Folds the n gathered elements of one group into one value. */
export type Fold = (elements: TypedArray, n: number, isFloat32: boolean) => number

/**
 * A kernel that reduces the last `reduced` axes of x, each group in row-major order, into out (dense, the remaining
 * axes). With `isFloat32` the fold rounds intermediate results to float32.
 */
export type ReduceKernel = (out: View, x: View, reduced: number) => void

export function reduceKernel(fold: Fold): ReduceKernel {
  return (out, x, reduced) => {
    const to = valuesOf(out.storage)
    const isFloat32 = x.dtype === 'float32'
    forEachGroup(x, reduced, (elements, n, group) => {
      to[out.offset + group] = fold(elements, n, isFloat32)
    })
  }
}

/** Visits the elements of each group, in row-major order: in the storage where they are dense, else gathered into one scratch array. */
export function forEachGroup(
  x: View,
  reduced: number,
  visit: (elements: TypedArray, n: number, group: number) => void,
): void {
  const from = valuesOf(x.storage)
  const kept = x.shape.length - reduced
  const groupOffsets = offsetsOf(x.shape.slice(0, kept), x.strides.slice(0, kept))
  const one = { ...x, shape: x.shape.slice(kept), strides: x.strides.slice(kept) }
  if (isContiguous(one)) {
    const n = sizeOf(one.shape)
    groupOffsets.forEach((offset, group) => {
      visit(from.subarray(x.offset + offset, x.offset + offset + n), n, group)
    })
    return
  }
  const inner = offsetsOf(x.shape.slice(kept), x.strides.slice(kept))
  const elements = new Float64Array(inner.length)
  for (let group = 0; group < groupOffsets.length; group++) {
    const base = x.offset + groupOffsets[group]!
    for (let i = 0; i < inner.length; i++) elements[i] = from[base + inner[i]!]!
    visit(elements, inner.length, group)
  }
}

/** The offsets of all elements of a strided block, in row-major order. */
function offsetsOf(shape: readonly number[], strides: readonly number[]): Float64Array {
  let offsets = new Float64Array(1)
  shape.forEach((extent, axis) => {
    const next = new Float64Array(offsets.length * extent)
    for (let i = 0; i < offsets.length; i++) {
      for (let k = 0; k < extent; k++) next[i * extent + k] = offsets[i]! + k * strides[axis]!
    }
    offsets = next
  })
  return offsets
}
