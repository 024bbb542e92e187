import {
  type PerAxis,
  type Shape,
  type SpatialRank,
  slideWindow,
  spatialInputs,
  TensorError,
  type WindowOptions,
} from '@thinned/tensor'
import { NnError } from '../../nn-error.ts'

/** [batch, …] in words. */
export function shapeWithBatch(input: Shape): string {
  return `[${['batch', ...input].join(', ')}]`
}

/** The positions of a window on an input [spatial axes…, channels], along each axis. */
export function layerWindows<R extends SpatialRank>(
  label: string,
  rank: R,
  input: Shape,
  size: PerAxis<R>,
  options: WindowOptions<R>,
): readonly number[] {
  if (input.length !== rank + 1) {
    const { name, axes } = spatialInputs[rank]
    throw new NnError(
      `${label} takes ${name} [${axes}], but was given ${shapeWithBatch(input)}. Flat ${name} get their axes back with reshape.`,
    )
  }
  return slide(label, input.slice(0, rank), size, options).positions
}

/** Extents of an input that every window fits. */
const LARGE = 1_073_741_824

/** The size of a window along each axis, checked with its options before there is any input. */
export function windowSize<R extends SpatialRank>(
  label: string,
  rank: R,
  size: PerAxis<R>,
  options: WindowOptions<R>,
): readonly number[] {
  return slide(label, new Array<number>(rank).fill(LARGE), size, options).window.size.slice(-rank)
}

function slide<R extends SpatialRank>(label: string, extents: Shape, size: PerAxis<R>, options: WindowOptions<R>) {
  try {
    return slideWindow(label, extents, size, options)
  } catch (error) {
    throw error instanceof TensorError ? new NnError(error.message) : error
  }
}
