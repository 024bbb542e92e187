import { formatValue } from '@thinned/schema'
import { TensorError } from './tensor-error.ts'

/** The extent of each axis; `[]` is a scalar. */
export type Shape = readonly number[]

/**
 * The number of elements of a shape: the product of its extents.
 *
 * @example
 * ```ts
 * import { sizeOf } from '@thinned/tensor'
 *
 * console.log(sizeOf([2, 3, 4]), sizeOf([])) // 24 1
 * ```
 */
export function sizeOf(shape: Shape): number {
  let size = 1
  for (const extent of shape) size *= extent
  return size
}

/**
 * A shape as text, as in error messages.
 *
 * @example
 * ```ts
 * import { formatShape } from '@thinned/tensor'
 *
 * console.log(formatShape([2, 3])) // [2, 3]
 * ```
 */
export function formatShape(shape: Shape): string {
  return `[${shape.map((extent) => (typeof extent === 'number' ? extent : formatValue(extent))).join(', ')}]`
}

/**
 * Whether two shapes have the same extents.
 *
 * @example
 * ```ts
 * import { sameShape } from '@thinned/tensor'
 *
 * console.log(sameShape([2, 3], [2, 3]), sameShape([2, 3], [3, 2])) // true false
 * ```
 */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis])
}

/**
 * The distance of neighbors along each axis of a dense row-major array.
 *
 * @example
 * ```ts
 * import { rowMajorStrides } from '@thinned/tensor'
 *
 * console.log(rowMajorStrides([2, 3, 4])) // [ 12, 4, 1 ]
 * ```
 */
export function rowMajorStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length)
  let step = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step
    step *= shape[axis]!
  }
  return strides
}

/** Refuses what is no list of integers from 0, and more elements than can be counted. */
export function checkShape(shape: Shape): void {
  checkExtents(shape)
  if (!Number.isSafeInteger(sizeOf(shape)))
    throw new TensorError(`The shape ${formatShape(shape)} has more than 2^53 elements.`)
}

/** Refuses what is no list of integers from 0. */
export function checkExtents(shape: Shape): void {
  if (!Array.isArray(shape))
    throw new TensorError(`A shape is a list of extents, such as [2, 3], but was ${formatValue(shape)}.`)
  for (const extent of shape) {
    if (!Number.isSafeInteger(extent) || extent < 0) {
      throw new TensorError(
        `The shape ${formatShape(shape)} has the extent ${formatValue(extent)}; extents are integers from 0.`,
      )
    }
  }
}

/**
 * The shape that both broadcast to: axes are matched from the last, and an extent of 1 is repeated.
 *
 * @example
 * ```ts
 * import { broadcastShapes } from '@thinned/tensor'
 *
 * console.log(broadcastShapes('add', [3, 1], [4])) // [ 3, 4 ]
 * ```
 */
export function broadcastShapes(op: string, a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length)
  const shape = new Array<number>(rank)
  for (let fromEnd = 1; fromEnd <= rank; fromEnd++) {
    const left = a[a.length - fromEnd] ?? 1
    const right = b[b.length - fromEnd] ?? 1
    if (left !== right && left !== 1 && right !== 1) {
      throw new TensorError(
        `${op} cannot broadcast ${formatShape(a)} with ${formatShape(b)}: counted from the end, axis ${-fromEnd} is ${left} in one and ${right} in the other. Extents must be equal, or one of them 1.`,
      )
    }
    shape[rank - fromEnd] = left === 1 ? right : left
  }
  return shape
}

/**
 * An axis as an index from 0; negative axes count from the end.
 *
 * @example
 * ```ts
 * import { resolveAxis } from '@thinned/tensor'
 *
 * console.log(resolveAxis('sum', -1, 3)) // 2
 * ```
 */
export function resolveAxis(op: string, axis: number, rank: number): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    throw new TensorError(
      rank === 0
        ? `${op} was given axis ${formatValue(axis)}, but a scalar has no axes.`
        : `${op} was given axis ${formatValue(axis)}; a tensor of rank ${rank} has the axes ${-rank} to ${rank - 1}.`,
    )
  }
  return axis < 0 ? axis + rank : axis
}

/**
 * Distinct axes as rising indices from 0; undefined means all axes.
 *
 * @example
 * ```ts
 * import { resolveAxes } from '@thinned/tensor'
 *
 * console.log(resolveAxes('sum', [-1, 0], 3), resolveAxes('sum', undefined, 2)) // [ 0, 2 ] [ 0, 1 ]
 * ```
 */
export function resolveAxes(op: string, axes: number | readonly number[] | undefined, rank: number): number[] {
  if (axes === undefined) return Array.from({ length: rank }, (_, axis) => axis)
  const list = typeof axes === 'number' ? [axes] : axes
  if (!Array.isArray(list))
    throw new TensorError(`${op} was given the axes ${formatValue(axes)}; it takes an axis or a list of axes.`)
  const resolved = list.map((axis) => resolveAxis(op, axis, rank)).sort((a, b) => a - b)
  const twice = resolved.find((axis, i) => i > 0 && resolved[i - 1] === axis)
  if (twice !== undefined) throw new TensorError(`${op} was given axis ${twice} twice; name each axis once.`)
  return resolved
}
