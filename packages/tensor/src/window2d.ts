import { formatShape, type Shape } from './shape.ts'
import { TensorError } from './tensor-error.ts'

/** A number for both axes, or one for the rows and one for the columns. */
export type Pair = number | readonly [rows: number, columns: number]

/**
 * Nothing around the image (`'valid'`), as much as gives ⌈extent / stride⌉ positions (`'same'`, the odd one at the end), or that
 * many pixels on every side. What lies outside the image counts as 0.
 */
export type Padding = 'valid' | 'same' | Pair

export interface WindowOptions {
  /** Steps from one position of the window to the next, from 1. */
  readonly stride?: Pair
  readonly padding?: Padding
}

/** How a window goes over images, as kernels take it. The window at (i, j) begins at pixel (i, j) · stride − before. */
export interface Window2d {
  readonly size: readonly [rows: number, columns: number]
  readonly stride: readonly [rows: number, columns: number]
  /** Rows and columns of padding above and to the left; how much is below and to the right follows from the output. */
  readonly before: readonly [rows: number, columns: number]
}

/**
 * A window over images of [height, width], and how many positions it has along each axis: ⌊(extent + padding − size) / stride⌋ + 1.
 *
 * @throws {TensorError} where sizes are no integers from 1, paddings none from 0, or the window is larger than the padded image.
 */
export function slideWindow(
  op: string,
  image: Shape,
  size: Pair,
  { stride = 1, padding = 'valid' }: WindowOptions = {},
): { readonly window: Window2d; readonly positions: readonly [rows: number, columns: number] } {
  const sizes = pairOf(op, 'a window of', size, 1)
  const strides = pairOf(op, 'the stride', stride, 1)
  const around = (axis: 0 | 1): { before: number; total: number } => {
    if (padding === 'same') {
      const extent = image[axis]!
      const total = Math.max((Math.ceil(extent / strides[axis]) - 1) * strides[axis] + sizes[axis] - extent, 0)
      return { before: Math.floor(total / 2), total }
    }
    const before = padding === 'valid' ? 0 : pairOf(op, 'the padding', padding, 0)[axis]
    return { before, total: 2 * before }
  }
  const [rows, columns] = [around(0), around(1)]
  const padded = [image[0]! + rows.total, image[1]! + columns.total] as const
  if (padded[0] < sizes[0] || padded[1] < sizes[1]) {
    throw new TensorError(
      `${op} cannot put a window of ${formatShape(sizes)} on images of ${formatShape(image)} with padding ${JSON.stringify(padding)}; the padded image is at least as large as the window.`,
    )
  }
  const positions = (axis: 0 | 1): number => Math.floor((padded[axis] - sizes[axis]) / strides[axis]) + 1
  return {
    window: { size: sizes, stride: strides, before: [rows.before, columns.before] },
    positions: [positions(0), positions(1)],
  }
}

function pairOf(op: string, what: string, given: unknown, least: number): readonly [number, number] {
  const pair: readonly unknown[] = Array.isArray(given) ? given : [given, given]
  if (pair.length !== 2 || !pair.every((value) => Number.isSafeInteger(value) && (value as number) >= least)) {
    throw new TensorError(
      `${op} was given ${what} ${JSON.stringify(given)}; it takes an integer from ${least}, or two of them, for rows and columns${what === 'the padding' ? ", or 'valid' or 'same'" : ''}.`,
    )
  }
  return pair as unknown as readonly [number, number]
}
