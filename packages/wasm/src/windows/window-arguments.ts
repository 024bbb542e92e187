import type { Window } from '@thinned/tensor'
import type { I32, Statement } from '../emit/code.ts'
import { block, increase, type Local, locals, type MakeLocal, set, when } from '../emit/control.ts'
import { i32 } from '../emit/scalar.ts'

/** The shapes of volumes, window and outputs, as arguments of a job. */
export const windowArguments = {
  depth: 'i32',
  height: 'i32',
  width: 'i32',
  channels: 'i32',
  sizePlanes: 'i32',
  sizeRows: 'i32',
  sizeColumns: 'i32',
  stridePlanes: 'i32',
  strideRows: 'i32',
  strideColumns: 'i32',
  dilationPlanes: 'i32',
  dilationRows: 'i32',
  dilationColumns: 'i32',
  beforePlanes: 'i32',
  beforeRows: 'i32',
  beforeColumns: 'i32',
  outPlanes: 'i32',
  outRows: 'i32',
  outColumns: 'i32',
} as const

export type WindowLocals = { readonly [N in keyof typeof windowArguments]: Local<'i32'> }

/** The values of `windowArguments`, from the shapes of volumes [batch, depth, height, width, channels] and outputs [batch, planes, rows, columns, …]. */
export function windowValues(volumes: readonly number[], outputs: readonly number[], window: Window): number[] {
  const { size, stride, dilation, before } = window
  return [...volumes.slice(1, 5), ...size, ...stride, ...dilation, ...before, ...outputs.slice(1, 4)]
}

/** The number of taps of a window. */
export function tapsOf(p: WindowLocals): I32 {
  return i32.mul(i32.mul(p.sizePlanes, p.sizeRows), p.sizeColumns)
}

/** The start of a position's window: its volume, and its first plane, row and column, which are negative in the padding. */
export interface WindowStart {
  readonly volume: Local<'i32'>
  readonly z: Local<'i32'>
  readonly y: Local<'i32'>
  readonly x: Local<'i32'>
  /** Computes the start for a position, which counts over all volumes. */
  find(position: I32): readonly Statement[]
  /** Advances to the next position, without a division. */
  next(): Statement
}

export function windowStart(p: WindowLocals, local: MakeLocal): WindowStart {
  const { volume, z, y, x, plane, row, column, rest } = locals(local, {
    volume: 'i32',
    z: 'i32',
    y: 'i32',
    x: 'i32',
    plane: 'i32',
    row: 'i32',
    column: 'i32',
    rest: 'i32',
  })
  type Axis = readonly [index: Local<'i32'>, first: Local<'i32'>, extent: I32, stride: I32, before: I32]
  const columns: Axis = [column, x, p.outColumns, p.strideColumns, p.beforeColumns]
  const rows: Axis = [row, y, p.outRows, p.strideRows, p.beforeRows]
  const planes: Axis = [plane, z, p.outPlanes, p.stridePlanes, p.beforePlanes]
  const find = ([index, first, extent, stride, before]: Axis): Statement[] => [
    set(index, i32.remU(rest, extent)),
    set(rest, i32.divU(rest, extent)),
    set(first, i32.sub(i32.mul(index, stride), before)),
  ]
  /** One step along an axis. At its end it returns to its beginning, and `carry` steps along the next axis. */
  const step = ([index, first, extent, stride, before]: Axis, carry: Statement): Statement =>
    block(
      increase(index, 1),
      increase(first, stride),
      when(i32.eq(index, extent), [set(index, i32.const(0)), set(first, i32.sub(i32.const(0), before)), carry]),
    )
  return {
    volume,
    z,
    y,
    x,
    find: (position) => [set(rest, position), ...find(columns), ...find(rows), ...find(planes), set(volume, rest)],
    next: () => step(columns, step(rows, step(planes, increase(volume, 1)))),
  }
}
