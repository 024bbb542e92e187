import type { DType } from './dtype.ts'
import { rowMajorStrides, type Shape, sizeOf } from './shape.ts'

/**
 * A backend's memory for `length` elements. The backend chooses the layout (panels, padding, device); element i is the i-th in row-major
 * order.
 */
export interface Storage {
  readonly dtype: DType
  readonly length: number
}

/** Some elements of a storage as an array: element (i, j, …) is number `offset + i·strides[0] + j·strides[1] + …`. */
export interface View {
  readonly storage: Storage
  readonly dtype: DType
  readonly shape: Shape
  readonly strides: readonly number[]
  readonly offset: number
}

/**
 * A view of all elements of a storage, as a dense row-major array of `shape`. For kernels.
 *
 * @example
 * ```ts
 * import { denseView, referenceBackend } from '@thinned/tensor'
 *
 * const storage = referenceBackend().allocate('float32', 6)
 * const { strides, offset } = denseView(storage, [2, 3])
 * console.log(strides, offset) // [ 3, 1 ] 0
 * ```
 */
export function denseView(storage: Storage, shape: Shape): View {
  return { storage, dtype: storage.dtype, shape, strides: rowMajorStrides(shape), offset: 0 }
}

/**
 * Whether the elements of the view are adjacent in row-major order, without gap or repetition. For kernels.
 *
 * @example
 * ```ts
 * import { denseView, isContiguous, referenceBackend } from '@thinned/tensor'
 *
 * const storage = referenceBackend().allocate('float32', 6)
 * const view = denseView(storage, [2, 3])
 * console.log(isContiguous(view), isContiguous({ ...view, shape: [3, 2], strides: [1, 3] })) // true false
 * ```
 */
export function isContiguous(view: View): boolean {
  let step = 1
  for (let axis = view.shape.length - 1; axis >= 0; axis--) {
    const extent = view.shape[axis]!
    if (extent !== 1 && view.strides[axis] !== step) return sizeOf(view.shape) === 0
    step *= extent
  }
  return true
}

/**
 * The view broadcast to `shape`, with which it must be compatible: repeated axes get a stride of 0. For kernels.
 *
 * @example
 * ```ts
 * import { denseView, referenceBackend, broadcastView } from '@thinned/tensor'
 *
 * const storage = referenceBackend().allocate('float32', 3)
 * console.log(broadcastView(denseView(storage, [3, 1]), [2, 3, 4]).strides) // [ 0, 1, 0 ]
 * ```
 */
export function broadcastView(view: View, shape: Shape): View {
  const lead = shape.length - view.shape.length
  const strides = shape.map((extent, axis) =>
    axis < lead || (view.shape[axis - lead] === 1 && extent !== 1) ? 0 : view.strides[axis - lead]!,
  )
  return { ...view, shape, strides }
}

/** The elements `from` … `to` − 1 along one axis. */
export function sliceView(view: View, axis: number, from: number, to: number): View {
  return { ...view, shape: view.shape.with(axis, to - from), offset: view.offset + from * view.strides[axis]! }
}

/**
 * The offset of each matrix of the last two axes, in row-major order of the axes before them. For kernels.
 *
 * @example
 * ```ts
 * import { denseView, matrixOffsets, referenceBackend } from '@thinned/tensor'
 *
 * const storage = referenceBackend().allocate('float32', 24)
 * console.log(matrixOffsets(denseView(storage, [4, 2, 3]))) // [ 0, 6, 12, 18 ]
 * ```
 */
export function matrixOffsets({ shape, strides, offset }: View): number[] {
  let offsets = [offset]
  for (let axis = 0; axis < shape.length - 2; axis++)
    offsets = offsets.flatMap((start) => Array.from({ length: shape[axis]! }, (_, i) => start + i * strides[axis]!))
  return offsets
}
