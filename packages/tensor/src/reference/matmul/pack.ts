import type { View } from '../../view.ts'
import { valuesOf } from '../storage.ts'

/**
 * The rows of a matrix in panels of some width w: element (i, k) at panel ⌊i/w⌋, position w·k + i mod w; missing rows are 0.
 * The values are float64, so that the inner loops load without conversion.
 */
export interface RowPanels {
  readonly values: Float64Array
  readonly rows: number
  readonly depth: number
}

/** Packs a strided [rows, depth] matrix into panels of `width` rows: the elements of one panel are used together. */
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

/** A view of the matrix with its axes exchanged. */
export function transposeMatrix(matrix: View): View {
  const [rows, columns] = matrix.shape as [number, number]
  const [rowStep, step] = matrix.strides as [number, number]
  return { ...matrix, shape: [columns, rows], strides: [step, rowStep] }
}
