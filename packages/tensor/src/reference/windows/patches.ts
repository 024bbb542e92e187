import type { Shape } from '../../shape.ts'
import { sliceView, type View } from '../../view.ts'
import type { Window } from '../../window.ts'
import { newDense, valuesOf } from '../storage.ts'
import { forEachTap, tapsOf } from './for-each-tap.ts'

/** Elements of patches that exist at once: 1 MiB of float32, which the second cache holds. */
const BLOCK = 262_144

/** Cuts the positions `first` … `last` − 1 into blocks whose patches, of `depth` elements each, stay small. */
export function forEachBlock(
  first: number,
  last: number,
  depth: number,
  visit: (from: number, to: number) => void,
): void {
  const step = Math.max(1, Math.floor(BLOCK / Math.max(depth, 1)))
  for (let from = first; from < last; from += step) visit(from, Math.min(from + step, last))
}

/** The channels of one group: the first of them, and their number. */
export interface Share {
  readonly first: number
  readonly count: number
}

/** Visits the channels of each group: its inputs and its outputs. */
export function forEachGroup(
  groups: number,
  channels: number,
  outputs: number,
  visit: (inputs: Share, outputs: Share) => void,
): void {
  const [ins, outs] = [channels / groups, outputs / groups]
  for (let group = 0; group < groups; group++)
    visit({ first: group * ins, count: ins }, { first: group * outs, count: outs })
}

/** The columns of a group, as a view. */
export function columnsOf(matrix: View, { first, count }: Share): View {
  return sliceView(matrix, 1, first, first + count)
}

/** Rows `from` … `to` − 1 of the matrix of patches of dense volumes: a row for each position, with rising taps and channels of a share. */
export function gatherPatches(x: View, out: Shape, window: Window, share: Share, from: number, to: number): View {
  const channels = x.shape[4]!
  const depth = tapsOf(window) * share.count
  const pixels = valuesOf(x.storage)
  const patches = newDense(x.dtype, [to - from, depth])
  const values = valuesOf(patches.storage)
  const gather = (position: number, tap: number, pixel: number): void => {
    const rowStart = (position - from) * depth + tap * share.count
    const start = x.offset + pixel * channels + share.first
    for (let i = 0; i < share.count; i++) values[rowStart + i] = pixels[start + i]!
  }
  forEachTap(x.shape, out, window, gather, from, to)
  return patches
}

/** Rows `from` … `to` − 1 of a view of dense [batch, planes, rows, columns, channels] with one row for each position. */
export function positionRows(view: View, from: number, to: number): View {
  const channels = view.shape[4]!
  return { ...view, shape: [to - from, channels], strides: [channels, 1], offset: view.offset + from * channels }
}
