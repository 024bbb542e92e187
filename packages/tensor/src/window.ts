import { formatValue, onlyOptions } from '@thinned/schema'
import { checkExtents, formatShape, type Shape } from './shape.ts'
import { TensorError } from './tensor-error.ts'
import type { View } from './view.ts'

/** The number of axes between batch and channels: sequences have one, images two, volumes three. */
export type SpatialRank = 1 | 2 | 3

/** One number for all spatial axes, or a number for each, in the order of the axes. */
export type PerAxis<R extends SpatialRank> =
  | number
  | {
      readonly 1: readonly [columns: number]
      readonly 2: readonly [rows: number, columns: number]
      readonly 3: readonly [planes: number, rows: number, columns: number]
    }[R]

/**
 * The inputs of a window, by the number of spatial axes. For layers over windows.
 *
 * @example
 * ```ts
 * import { spatialInputs } from '@thinned/tensor'
 *
 * console.log(spatialInputs[2].axes) // batch, height, width, channels
 * ```
 */
export const spatialInputs: Readonly<Record<SpatialRank, { readonly name: string; readonly axes: string }>> = {
  1: { name: 'sequences', axes: 'batch, time, channels' },
  2: { name: 'images', axes: 'batch, height, width, channels' },
  3: { name: 'volumes', axes: 'batch, depth, height, width, channels' },
}

/**
 * No padding (`'valid'`), as much as gives ⌈extent / stride⌉ positions (`'same'`, an odd one at the end), or a number for both sides. Padding
 * counts as 0.
 */
export type Padding<R extends SpatialRank> = 'valid' | 'same' | PerAxis<R>

export interface WindowOptions<R extends SpatialRank> {
  /** Steps from one position of the window to the next, from 1. Default 1. */
  readonly stride?: PerAxis<R>
  /** Default 'valid'. */
  readonly padding?: Padding<R>
  /** Steps from one tap of the window to the next, from 1: beyond 1 the window has holes. Default 1. */
  readonly dilation?: PerAxis<R>
}

const checkNames = /* @__PURE__ */ onlyOptions('slideWindow', TensorError, ['stride', 'padding', 'dilation'], {
  strides: 'stride',
})

/** Numbers for planes, rows and columns. */
export type Spatial = readonly [planes: number, rows: number, columns: number]

/**
 * A window over volumes [batch, depth, height, width, channels], as kernels take it. Along each axis, tap t at position i reads the pixel
 * i · stride + t · dilation − before. Images are volumes of one plane, sequences volumes of one plane and one row.
 */
export interface Window {
  readonly size: Spatial
  readonly stride: Spatial
  readonly dilation: Spatial
  /** Padding before the first pixel; the padding after the last one follows from the output. */
  readonly before: Spatial
}

/**
 * A window over one to three spatial extents, and its number of positions along each axis:
 * ⌊(extent + padding − span) / stride⌋ + 1, where the span is (size − 1) · dilation + 1. For layers over windows.
 *
 * @throws {TensorError} where there is no extent or more than three, where a size is no integer from 1 or a padding no integer from 0, and where
 * the window spans more than the padded input.
 *
 * @example
 * ```ts
 * import { slideWindow } from '@thinned/tensor'
 *
 * console.log(slideWindow('conv2d', [28, 28], [5, 3], { stride: 2, padding: 'same' }).positions) // [ 14, 14 ]
 * ```
 */
export function slideWindow<R extends SpatialRank>(
  op: string,
  extents: Shape,
  size: PerAxis<R>,
  options: WindowOptions<R> = {},
): { readonly window: Window; readonly positions: readonly number[] } {
  checkNames(options)
  checkExtents(extents)
  return placeWindow(op, extents, size, options)
}

/** `slideWindow` for ops, which have checked the names of the options. */
export function placeWindow<R extends SpatialRank>(
  op: string,
  extents: Shape,
  size: PerAxis<R>,
  options: WindowOptions<R>,
): { readonly window: Window; readonly positions: readonly number[] } {
  const { stride = 1, padding = 'valid', dilation = 1 } = options
  const rank = extents.length as SpatialRank
  if (!(rank in spatialInputs))
    throw new TensorError(`${op} was given extents ${formatShape(extents)}; a window goes over one, two or three axes.`)
  const sizes = perAxis(op, rank, 'a window of', size, 1)
  const strides = perAxis(op, rank, 'the stride', stride, 1)
  const dilations = perAxis(op, rank, 'the dilation', dilation, 1)
  const spans = sizes.map((taps, axis) => (taps - 1) * dilations[axis]! + 1)
  const paddings = padding === 'valid' || padding === 'same' ? padding : perAxis(op, rank, 'the padding', padding, 0)
  const around = extents.map((extent, axis) => {
    if (paddings === 'valid') return 0
    if (paddings !== 'same') return 2 * paddings[axis]!
    return Math.max((Math.ceil(extent / strides[axis]!) - 1) * strides[axis]! + spans[axis]! - extent, 0)
  })
  if (extents.some((extent, axis) => extent + around[axis]! < spans[axis]!)) {
    const dilated = dilations.some((by) => by > 1) ? `, which spans ${formatShape(spans)},` : ''
    throw new TensorError(
      `${op} cannot put a window of ${formatShape(sizes)}${dilated} on ${spatialInputs[rank].name} of ${formatShape(extents)} with padding ${formatValue(padding)}; the padded input must be at least as large as the window.`,
    )
  }
  return {
    window: {
      size: inVolume(sizes, 1),
      stride: inVolume(strides, 1),
      dilation: inVolume(dilations, 1),
      before: inVolume(
        around.map((total) => Math.floor(total / 2)),
        0,
      ),
    },
    positions: extents.map((extent, axis) => Math.floor((extent + around[axis]! - spans[axis]!) / strides[axis]!) + 1),
  }
}

/** Numbers for the last axes, extended to all three. */
function inVolume(numbers: readonly number[], missing: number): Spatial {
  return [...new Array<number>(3 - numbers.length).fill(missing), ...numbers] as unknown as Spatial
}

const several = {
  1: '',
  2: ', or two of them, for rows and columns',
  3: ', or three of them, for planes, rows and columns',
}

function perAxis(op: string, rank: SpatialRank, what: string, value: unknown, least: number): readonly number[] {
  const numbers: readonly unknown[] = Array.isArray(value) ? value : new Array(rank).fill(value)
  if (
    numbers.length !== rank ||
    !numbers.every((number) => Number.isSafeInteger(number) && (number as number) >= least)
  ) {
    throw new TensorError(
      `${op} was given ${what} ${formatValue(value)}; it takes an integer from ${least}${several[rank]}${what === 'the padding' ? ", or 'valid' or 'same'" : ''}.`,
    )
  }
  return numbers as readonly number[]
}

/** The shape of the same elements as volumes [batch, depth, height, width, channels], with 1 for each missing axis. */
export function volumeShape(shape: Shape): Shape {
  return [shape[0]!, ...new Array<number>(5 - shape.length).fill(1), ...shape.slice(1)]
}

/** A view of sequences [batch, time, channels] or images [batch, height, width, channels] as volumes, which kernels of windows take. */
export function asVolume(view: View): View {
  const [batch, ...rest] = view.strides as [number, ...number[]]
  return {
    ...view,
    shape: volumeShape(view.shape),
    strides: [batch, ...new Array<number>(4 - rest.length).fill(0), ...rest],
  }
}
