import { isContiguous, sizeOf, type View } from '@thinned/tensor'

/** How an operand lies under a dense output of rows of `period` elements. */
export const DENSE = 0
/** One row, the same for all rows. */
export const ROW = 1
/** One element for each row. */
export const COLUMN = 2
/** One element for all. */
export const SCALAR = 3

export type BroadcastKind = typeof DENSE | typeof ROW | typeof COLUMN | typeof SCALAR

export interface Broadcast {
  readonly period: number
  readonly kinds: readonly BroadcastKind[]
}

/** How operands of one shape lie under a dense output, or undefined where one of them must be copied first. */
export function broadcastOf(operands: readonly View[]): Broadcast | undefined {
  const { shape } = operands[0]!
  const plain = plainKinds(operands)
  if (plain) return { period: sizeOf(shape), kinds: plain }
  const extents: number[] = []
  const strides: number[][] = operands.map(() => [])
  shape.forEach((extent, axis) => {
    if (extent === 1) return
    const last = extents.length - 1
    if (last >= 0 && operands.every((operand, at) => strides[at]![last] === operand.strides[axis]! * extent)) {
      extents[last]! *= extent
      operands.forEach((operand, at) => {
        strides[at]![last] = operand.strides[axis]!
      })
    } else {
      extents.push(extent)
      operands.forEach((operand, at) => void strides[at]!.push(operand.strides[axis]!))
    }
  })
  if (extents.length > 2) return undefined
  const period = extents.at(-1) ?? 1
  const kinds: BroadcastKind[] = []
  for (const own of strides) {
    const [outer, inner] = own.length === 2 ? own : [period * (own[0] ?? 0), own[0] ?? 0]
    const kind = kindOf(outer!, inner!, period)
    if (kind === undefined) return undefined
    kinds.push(kind)
  }
  return { period, kinds }
}

/** The kinds where each operand is dense or one element: the usual case, told at once. */
function plainKinds(operands: readonly View[]): BroadcastKind[] | undefined {
  const kinds: BroadcastKind[] = []
  for (const operand of operands) {
    if (isContiguous(operand)) kinds.push(DENSE)
    else if (isScalar(operand)) kinds.push(SCALAR)
    else return undefined
  }
  return kinds
}

function kindOf(outer: number, inner: number, period: number): BroadcastKind | undefined {
  if (inner === 0) return outer === 0 ? SCALAR : outer === 1 ? COLUMN : undefined
  if (inner !== 1) return undefined
  return outer === period ? DENSE : outer === 0 ? ROW : undefined
}

/** Whether all elements are one. */
export function isScalar(view: View): boolean {
  return sizeOf(view.shape) > 0 && view.strides.every((stride, axis) => stride === 0 || view.shape[axis] === 1)
}
