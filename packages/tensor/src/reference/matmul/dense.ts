import type { View } from '../../view.ts'
import { valuesOf } from '../storage.ts'
import { packPanels, transposeMatrix } from './pack.ts'

const ROWS = 2
const COLUMNS = 4

/** Adds a 2 × 4 tile of the product of two panels, over the whole depth, to the row-major `tile`. */
type Tile = (
  a: Float64Array,
  aIndex: number,
  b: Float64Array,
  bIndex: number,
  depth: number,
  tile: Float64Array,
) => void

/**
 * out = a · b, or out + a · b where it is `continued`, with both operands packed into panels, tile by tile. A panel of b stays in the
 * first cache.
 */
export function denseProduct(out: View, a: View, b: View, continued: boolean): void {
  const left = packPanels(a, ROWS)
  const right = packPanels(transposeMatrix(b), COLUMNS)
  const tileOf: Tile = out.dtype === 'float32' ? tile32 : tile64
  const to = valuesOf(out.storage)
  const [rowStep, step] = out.strides as [number, number]
  const tile = new Float64Array(ROWS * COLUMNS)
  const depth = left.depth
  for (let j = 0; j < right.rows; j += COLUMNS) {
    const columns = Math.min(COLUMNS, right.rows - j)
    for (let i = 0; i < left.rows; i += ROWS) {
      const rows = Math.min(ROWS, left.rows - i)
      tile.fill(0)
      for (let r = 0; continued && r < rows; r++) {
        const start = out.offset + (i + r) * rowStep + j * step
        for (let c = 0; c < columns; c++) tile[COLUMNS * r + c] = to[start + c * step]!
      }
      tileOf(left.values, i * depth, right.values, j * depth, depth, tile)
      for (let r = 0; r < rows; r++) {
        const start = out.offset + (i + r) * rowStep + j * step
        for (let c = 0; c < columns; c++) to[start + c * step] = tile[COLUMNS * r + c]!
      }
    }
  }
}

// Both bodies differ only in rounding; two functions keep the engine's loops free of a call or a branch.
// biome-ignore format: one line per row of the tile
function tile32(a: Float64Array, aIndex: number, b: Float64Array, bIndex: number, depth: number, tile: Float64Array): void {
  const f = Math.fround
  let c00 = tile[0]!, c01 = tile[1]!, c02 = tile[2]!, c03 = tile[3]!
  let c10 = tile[4]!, c11 = tile[5]!, c12 = tile[6]!, c13 = tile[7]!
  for (const end = aIndex + ROWS * depth; aIndex < end; aIndex += ROWS, bIndex += COLUMNS) {
    const a0 = a[aIndex]!, a1 = a[aIndex + 1]!
    const b0 = b[bIndex]!, b1 = b[bIndex + 1]!, b2 = b[bIndex + 2]!, b3 = b[bIndex + 3]!
    c00 = f(c00 + f(a0 * b0)); c01 = f(c01 + f(a0 * b1)); c02 = f(c02 + f(a0 * b2)); c03 = f(c03 + f(a0 * b3))
    c10 = f(c10 + f(a1 * b0)); c11 = f(c11 + f(a1 * b1)); c12 = f(c12 + f(a1 * b2)); c13 = f(c13 + f(a1 * b3))
  }
  tile[0] = c00; tile[1] = c01; tile[2] = c02; tile[3] = c03
  tile[4] = c10; tile[5] = c11; tile[6] = c12; tile[7] = c13
}

// biome-ignore format: one line per row of the tile
function tile64(a: Float64Array, aIndex: number, b: Float64Array, bIndex: number, depth: number, tile: Float64Array): void {
  let c00 = tile[0]!, c01 = tile[1]!, c02 = tile[2]!, c03 = tile[3]!
  let c10 = tile[4]!, c11 = tile[5]!, c12 = tile[6]!, c13 = tile[7]!
  for (const end = aIndex + ROWS * depth; aIndex < end; aIndex += ROWS, bIndex += COLUMNS) {
    const a0 = a[aIndex]!, a1 = a[aIndex + 1]!
    const b0 = b[bIndex]!, b1 = b[bIndex + 1]!, b2 = b[bIndex + 2]!, b3 = b[bIndex + 3]!
    c00 += a0 * b0; c01 += a0 * b1; c02 += a0 * b2; c03 += a0 * b3
    c10 += a1 * b0; c11 += a1 * b1; c12 += a1 * b2; c13 += a1 * b3
  }
  tile[0] = c00; tile[1] = c01; tile[2] = c02; tile[3] = c03
  tile[4] = c10; tile[5] = c11; tile[6] = c12; tile[7] = c13
}
