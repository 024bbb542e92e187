import { newArray } from '../../dtype.ts'
import type { Shape } from '../../shape.ts'
import type { View } from '../../view.ts'
import type { Window2d } from '../../window2d.ts'
import { type ReferenceStorage, valuesOf } from '../values.ts'
import { forEachRow, positionsOf } from './for-each-row.ts'

/** Elements of patches that exist at once: 1 MiB of float32, which the second cache holds. */
const BLOCK = 262_144

/** Cuts the positions of an output [batch, rows, columns, …] into blocks whose patches, of `depth` elements each, stay small. */
export function forEachBlock(out: Shape, depth: number, visit: (from: number, to: number) => void): void {
  const positions = positionsOf(out)
  const step = Math.max(1, Math.floor(BLOCK / Math.max(depth, 1)))
  for (let from = 0; from < positions; from += step) visit(from, Math.min(from + step, positions))
}

/** Rows `from` to before `to` of the matrix of patches of dense images: a row per position; kernel rows, columns and channels rise along it. */
export function gatherPatches(x: View, out: Shape, window: Window2d, from: number, to: number): View {
  const channels = x.shape[3]!
  const depth = window.size[0] * window.size[1] * channels
  const pixels = valuesOf(x.storage)
  const patches = newArray(x.dtype, (to - from) * depth)
  const gather = (position: number, tap: number, pixel: number, count: number): void => {
    const [at, start] = [(position - from) * depth + tap * channels, x.offset + pixel * channels]
    for (let i = 0; i < count * channels; i++) patches[at + i] = pixels[start + i]!
  }
  forEachRow(x.shape, out, window, gather, from, to)
  const storage: ReferenceStorage = { dtype: x.dtype, length: patches.length, values: patches }
  return { storage, dtype: x.dtype, shape: [to - from, depth], strides: [depth, 1], offset: 0 }
}

/** Rows `from` to before `to` of a dense [batch, rows, columns, channels] seen as one row per position. */
export function positionRows(view: View, from: number, to: number): View {
  const channels = view.shape[3]!
  return { ...view, shape: [to - from, channels], strides: [channels, 1], offset: view.offset + from * channels }
}
