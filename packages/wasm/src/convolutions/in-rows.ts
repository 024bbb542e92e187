import { SUM_CHUNK, sizeOf, type View, type Window } from '@thinned/tensor'
import { MOST_IN_BLOCK } from '../products/nonzero-lists.ts'
import { NARROW } from './pieces.ts'

/** A convolution of fewer multiplications goes as a product. */
const SMALL = 1 << 12

/** Whether the nonzeros of images can be multiplied where they lie: the pixels under a row of the window are neighbors. */
function areNeighbors(x: View, outputs: View, { size, dilation }: Window, groups: number): boolean {
  const products = sizeOf(outputs.shape) * sizeOf(size) * x.shape[4]!
  const isFlat = x.shape[1] === 1 && outputs.shape[1] === 1 && size[0] === 1
  return groups === 1 && isFlat && dilation[2] === 1 && products >= SMALL
}

/** Whether `emitSparseForward` takes a convolution: whole vectors of x, whole panels of the output, and lists of one chunk of k. */
export function isForwardInRows(x: View, outputs: View, window: Window, groups: number): boolean {
  const [channels, n] = [x.shape[4]!, outputs.shape[4]!]
  const inRow = window.size[2] * channels
  return (
    areNeighbors(x, outputs, window, groups) &&
    channels % 4 === 0 &&
    n % NARROW === 0 &&
    inRow <= MOST_IN_BLOCK &&
    window.size[1] * inRow <= SUM_CHUNK
  )
}

/** Whether `emitSparseWeightGradient` and `emitSparseInputGradient` take a convolution. */
export function isGradientInRows(x: View, outputs: View, window: Window, groups: number): boolean {
  return (
    areNeighbors(x, outputs, window, groups) &&
    window.size[2] * x.shape[4]! >= NARROW &&
    outputs.shape[4]! <= MOST_IN_BLOCK
  )
}
