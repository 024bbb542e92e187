import type { View } from '../../view.ts'
import { valuesOf } from '../storage.ts'
import { packPanels, transposeMatrix } from './pack.ts'

const WIDTH = 8

/** The nonzeros of a matrix, row by row with rising columns: those of row i are `starts[i]` to `starts[i + 1]`. */
export interface NonzeroLists {
  readonly starts: Int32Array
  /** Column times the panel width, which is where the panel's row begins. */
  readonly positions: Int32Array
  readonly values: Float64Array
}

/** The lists of a strided matrix, or undefined if its share of nonzeros is `below` or more. */
export function nonzeroLists(matrix: View, below: number): NonzeroLists | undefined {
  const [rows, columns] = matrix.shape as [number, number]
  const [rowStep, step] = matrix.strides as [number, number]
  const from = valuesOf(matrix.storage)
  const limit = Math.ceil(rows * columns * below)
  const starts = new Int32Array(rows + 1)
  const positions = new Int32Array(limit + columns)
  const values = new Float64Array(limit + columns)
  let count = 0
  for (let i = 0; i < rows; i++) {
    const start = matrix.offset + i * rowStep
    for (let k = 0; k < columns; k++) {
      const value = from[start + k * step]!
      positions[count] = k * WIDTH
      values[count] = value
      if (value !== 0) count++
    }
    if (count >= limit) return undefined
    starts[i + 1] = count
  }
  return { starts, positions, values }
}

/** out = a · b, or out + a · b where it is `continued`, from the nonzeros of a alone, b in panels of 8 columns. */
export function sparseProduct(out: View, a: NonzeroLists, b: View, continued: boolean): void {
  const right = packPanels(transposeMatrix(b), WIDTH)
  const to = valuesOf(out.storage)
  const [rows, columns] = out.shape as [number, number]
  const [rowStep, step] = out.strides as [number, number]
  const rowOf = out.dtype === 'float32' ? row32 : row64
  const sums = new Float64Array(WIDTH)
  for (let j = 0; j < columns; j += WIDTH) {
    const used = Math.min(WIDTH, columns - j)
    for (let i = 0; i < rows; i++) {
      const start = out.offset + i * rowStep + j * step
      for (let c = 0; c < used; c++) sums[c] = continued ? to[start + c * step]! : 0
      rowOf(a.positions, a.values, a.starts[i]!, a.starts[i + 1]!, right.values, j * right.depth, sums)
      for (let c = 0; c < used; c++) to[start + c * step] = sums[c]!
    }
  }
}

// biome-ignore format: one line per half panel
function row32(positions: Int32Array, values: Float64Array, index: number, end: number, b: Float64Array, panel: number, sums: Float64Array): void {
  const f = Math.fround
  let c0 = sums[0]!, c1 = sums[1]!, c2 = sums[2]!, c3 = sums[3]!, c4 = sums[4]!, c5 = sums[5]!, c6 = sums[6]!, c7 = sums[7]!
  for (; index < end; index++) {
    const a = values[index]!
    const p = panel + positions[index]!
    c0 = f(c0 + f(a * b[p]!)); c1 = f(c1 + f(a * b[p + 1]!)); c2 = f(c2 + f(a * b[p + 2]!)); c3 = f(c3 + f(a * b[p + 3]!))
    c4 = f(c4 + f(a * b[p + 4]!)); c5 = f(c5 + f(a * b[p + 5]!)); c6 = f(c6 + f(a * b[p + 6]!)); c7 = f(c7 + f(a * b[p + 7]!))
  }
  sums[0] = c0; sums[1] = c1; sums[2] = c2; sums[3] = c3; sums[4] = c4; sums[5] = c5; sums[6] = c6; sums[7] = c7
}

// biome-ignore format: one line per half panel
function row64(positions: Int32Array, values: Float64Array, index: number, end: number, b: Float64Array, panel: number, sums: Float64Array): void {
  let c0 = sums[0]!, c1 = sums[1]!, c2 = sums[2]!, c3 = sums[3]!, c4 = sums[4]!, c5 = sums[5]!, c6 = sums[6]!, c7 = sums[7]!
  for (; index < end; index++) {
    const a = values[index]!
    const p = panel + positions[index]!
    c0 += a * b[p]!; c1 += a * b[p + 1]!; c2 += a * b[p + 2]!; c3 += a * b[p + 3]!
    c4 += a * b[p + 4]!; c5 += a * b[p + 5]!; c6 += a * b[p + 6]!; c7 += a * b[p + 7]!
  }
  sums[0] = c0; sums[1] = c1; sums[2] = c2; sums[3] = c3; sums[4] = c4; sums[5] = c5; sums[6] = c6; sums[7] = c7
}
