import { either, integer, list, oneOf, type Schema, withDefault } from '@thinned/schema'
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

type AnyAxes = PerAxis<1> | PerAxis<2> | PerAxis<3>

/** A number for all axes, or one for each. `windowSize` checks how many there are. */
export const perAxis: Schema<never> = /* @__PURE__ */ axes(1)

/* @__NO_SIDE_EFFECTS__ */
function axes(from: number): Schema<never> {
  const extent = integer({ from })
  return either<unknown>(extent, list(extent, 'a list with one for each axis')) as Schema<never>
}

/** The options of a window. */
export const windowFields = {
  stride: withDefault(perAxis as Schema<AnyAxes>, 1) as Schema<never>,
  padding: withDefault(either<unknown>(oneOf('valid', 'same'), axes(0)), 'valid') as Schema<never>,
  dilation: withDefault(perAxis as Schema<AnyAxes>, 1) as Schema<never>,
}

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
