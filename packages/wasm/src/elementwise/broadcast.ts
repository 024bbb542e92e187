import { isContiguous, sizeOf, type View } from '@thinned/tensor'

// How an operand is broadcast over a dense output that is cut into rows of `period` elements.

/** It has all elements, row after row. */
export const DENSE = 0
/** It has one row, for all rows. */
export const ROW = 1
/** It has one element for each row. */
export const COLUMN = 2
/** It has one element. */
export const SCALAR = 3

export type BroadcastKind = typeof DENSE | typeof ROW | typeof COLUMN | typeof SCALAR

/** How all operands are broadcast. */
export interface Broadcast {
  /** Elements in a row of the output. */
  readonly period: number
  readonly kinds: readonly BroadcastKind[]
}

/** How operands of one shape are broadcast over a dense output. Undefined if an operand fits none of the kinds and must be copied. */
export function broadcastOf(operands: readonly View[]): Broadcast | undefined {
  const { shape } = operands[0]!
  const simple = simpleKinds(operands)
  if (simple) return { period: sizeOf(shape), kinds: simple }
  const extents: number[] = []
  const strides: number[][] = operands.map(() => [])
  shape.forEach((extent, axis) => {
    if (extent === 1) return
    const last = extents.length - 1
    if (last >= 0 && operands.every((operand, i) => strides[i]![last] === operand.strides[axis]! * extent)) {
      extents[last]! *= extent
      operands.forEach((operand, i) => {
        strides[i]![last] = operand.strides[axis]!
      })
    } else {
      extents.push(extent)
      operands.forEach((operand, i) => void strides[i]!.push(operand.strides[axis]!))
    }
  })
  if (extents.length > 2) return undefined
  const period = extents.at(-1) ?? 1
  const kinds: BroadcastKind[] = []
  for (const steps of strides) {
    const [outer, inner] = steps.length === 2 ? steps : [period * (steps[0] ?? 0), steps[0] ?? 0]
    const kind = kindOf(outer!, inner!, period)
    if (kind === undefined) return undefined
    kinds.push(kind)
  }
  return { period, kinds }
}

/** The kinds if every operand is dense or one element: the common case, which needs no search. */
function simpleKinds(operands: readonly View[]): BroadcastKind[] | undefined {
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

/** Whether all elements of a view are the same element of its storage. */
export function isScalar(view: View): boolean {
  return sizeOf(view.shape) > 0 && view.strides.every((stride, axis) => stride === 0 || view.shape[axis] === 1)
}
