import { type Pair, type Shape, slideWindow, TensorError, type WindowOptions } from '@thinned/tensor'
import { NnError } from './nn-error.ts'

/** The positions of a window on images [height, width, channels], as rows and columns. */
export function imageWindows(label: string, input: Shape, size: Pair, options: WindowOptions): readonly number[] {
  if (input.length !== 3) {
    throw new NnError(
      `${label} takes images [batch, height, width, channels], but was given ${shapeWithBatch(input)}. Flat images get their axes back with reshape.`,
    )
  }
  return slide(label, input.slice(0, 2), size, options).positions
}

/** Extents of an image that every window fits. */
const LARGE = 1_073_741_824

/** The rows and columns of a window, checked with its options before there is any image. */
export function windowSize(label: string, size: Pair, options: WindowOptions): readonly [number, number] {
  return slide(label, [LARGE, LARGE], size, options).window.size
}

/** [batch, …] in words. */
export function shapeWithBatch(input: Shape): string {
  return `[${['batch', ...input].join(', ')}]`
}

function slide(...[label, image, size, options]: Parameters<typeof slideWindow>): ReturnType<typeof slideWindow> {
  try {
    return slideWindow(label, image, size, options)
  } catch (error) {
    throw error instanceof TensorError ? new NnError(error.message) : error
  }
}
