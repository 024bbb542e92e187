import type { View } from '../../view.ts'
import { valuesOf } from '../storage.ts'

/**
 * The rows of a matrix in panels of some width w: element (i, k) at panel ⌊i/w⌋, position w·k + i mod w; missing rows are 0.
 * The values are widened to float64, so that the inner loops convert nothing on loading.
 */
export interface RowPanels {
  readonly values: Float64Array
  readonly rows: number
  readonly depth: number
}

/** Lays a strided [rows, depth] matrix out in panels of `width` rows: what lies in one panel is used together. */
export function packPanels(matrix: View, width: number): RowPanels {
  const [rows, depth] = matrix.shape as [number, number]
  const [rowStep, step] = matrix.strides as [number, number]
  const from = valuesOf(matrix.storage)
  const values = new Float64Array(Math.ceil(rows / width) * width * depth)
  for (let i = 0; i < rows; i++) {
    const panel = Math.floor(i / width) * width * depth + (i % width)
    const start = matrix.offset + i * rowStep
    for (let k = 0; k < depth; k++) values[panel + k * width] = from[start + k * step]!
  }
  return { values, rows, depth }
}

/** The matrix seen with its axes exchanged. */
export function transposeMatrix(matrix: View): View {
  const [rows, columns] = matrix.shape as [number, number]
  const [rowStep, step] = matrix.strides as [number, number]
  return { ...matrix, shape: [columns, rows], strides: [step, rowStep] }
}
