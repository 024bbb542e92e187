import type { I32, Statement } from '../emit/code.ts'
import { choose, type Local, set } from '../emit/control.ts'
import { i32, minU } from '../emit/scalar.ts'
import type { PanelPlaces } from '../products/sparse-panel.ts'

/** Columns of a narrow piece. */
export const NARROW = 16

/** How the floats under a row of a window are cut into pieces, each a panel's width: all wide, or all narrow where they are few. */
export interface Pieces {
  readonly wides: number
  readonly narrows: number
}

/** The last piece begins earlier where it would pass the end: it overlaps the one before. */
export function piecesOf(floats: number, { wide }: PanelPlaces): Pieces {
  const width = 4 * wide.vectors
  return floats >= width
    ? { wides: Math.ceil(floats / width), narrows: 0 }
    : { wides: 0, narrows: Math.ceil(floats / NARROW) }
}

/** The arguments of a job that goes over pieces. */
export const pieceArguments = { floats: 'i32', wides: 'i32', pieces: 'i32' } as const
type PieceLocals = { readonly [N in keyof typeof pieceArguments]: Local<'i32'> }

export interface PieceLocalsOf {
  /** The first float of the piece, and how many of its first floats belong to the piece before. */
  readonly start: Local<'i32'>
  readonly skip: Local<'i32'>
}

/** Finds a piece by its index. */
export function findPiece(
  p: PieceLocals,
  { wide }: PanelPlaces,
  index: I32,
  { start, skip }: PieceLocalsOf,
): Statement[] {
  const width = i32.const(4 * wide.vectors)
  const narrow = i32.const(NARROW)
  const isWide = i32.ltU(index, p.wides)
  const passed = i32.add(i32.mul(p.wides, width), i32.mul(i32.sub(index, p.wides), narrow))
  return [
    set(skip, choose(isWide, i32.mul(index, width), passed)),
    set(start, minU(skip, i32.sub(p.floats, choose(isWide, width, narrow)))),
    set(skip, i32.sub(skip, start)),
  ]
}
