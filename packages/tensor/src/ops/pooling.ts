import { onlyOptions } from '@thinned/schema'
import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { checkFloat } from '../op-kit/operands.ts'
import { formatShape, type Shape, sizeOf } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import {
  asVolume,
  type PerAxis,
  placeWindow,
  type SpatialRank,
  spatialInputs,
  type Window,
  type WindowOptions,
} from '../window.ts'
import { reshape } from './reshape.ts'

export interface PoolOptions<R extends SpatialRank> extends Omit<WindowOptions<R>, 'padding'> {
  /** Steps from one window to the next, from 1. Default: the window's size, so that windows touch and do not overlap. */
  readonly stride?: PerAxis<R>
}

/**
 * The largest element of each window of sequences [batch, time, channels], per channel; NaN if one is NaN. Among equals the
 * first gets the gradient.
 *
 * @example
 * ```ts
 * import { maxPool1d, tensor } from '@thinned/tensor'
 *
 * const sequence = tensor([1, 5, 2, 4], { shape: [1, 4, 1] })
 * console.log(maxPool1d(sequence, 2).readSync()) // Float32Array(2) [ 5, 4 ]
 * ```
 */
export function maxPool1d(x: Tensor, size: PerAxis<1>, options: PoolOptions<1> = {}): Tensor {
  return poolLargest(1, x, size, options)
}

/**
 * The largest element of each window of images [batch, height, width, channels], per channel; NaN if one is NaN. Among equals the first
 * (rows, then columns, rising) gets the gradient.
 *
 * @example
 * ```ts
 * import { maxPool2d, arange, reshape } from '@thinned/tensor'
 *
 * const image = reshape(arange(16, { dtype: 'float32' }), [1, 4, 4, 1])
 * console.log(maxPool2d(image, 2).readSync()) // Float32Array(4) [ 5, 7, 13, 15 ]
 * ```
 */
export function maxPool2d(x: Tensor, size: PerAxis<2>, options: PoolOptions<2> = {}): Tensor {
  return poolLargest(2, x, size, options)
}

/**
 * The largest element of each window of volumes [batch, depth, height, width, channels], per channel; NaN if one is NaN. Among equals the
 * first (planes, then rows, then columns, rising) gets the gradient.
 *
 * @example
 * ```ts
 * import { maxPool3d, arange, reshape } from '@thinned/tensor'
 *
 * const volume = reshape(arange(8, { dtype: 'float32' }), [1, 2, 2, 2, 1])
 * console.log(maxPool3d(volume, 2).readSync()) // Float32Array(1) [ 7 ]
 * ```
 */
export function maxPool3d(x: Tensor, size: PerAxis<3>, options: PoolOptions<3> = {}): Tensor {
  return poolLargest(3, x, size, options)
}

/**
 * The mean of each window of sequences [batch, time, channels], per channel.
 *
 * @example
 * ```ts
 * import { averagePool1d, tensor } from '@thinned/tensor'
 *
 * const sequence = tensor([1, 5, 2, 4], { shape: [1, 4, 1] })
 * console.log(averagePool1d(sequence, 2).readSync()) // Float32Array(2) [ 3, 3 ]
 * ```
 */
export function averagePool1d(x: Tensor, size: PerAxis<1>, options: PoolOptions<1> = {}): Tensor {
  return poolMean(1, x, size, options)
}

/**
 * The mean of each window of images [batch, height, width, channels], per channel.
 *
 * @example
 * ```ts
 * import { averagePool2d, arange, reshape } from '@thinned/tensor'
 *
 * const image = reshape(arange(16, { dtype: 'float32' }), [1, 4, 4, 1])
 * console.log(averagePool2d(image, 2).readSync()) // Float32Array(4) [ 2.5, 4.5, 10.5, 12.5 ]
 * ```
 */
export function averagePool2d(x: Tensor, size: PerAxis<2>, options: PoolOptions<2> = {}): Tensor {
  return poolMean(2, x, size, options)
}

/**
 * The mean of each window of volumes [batch, depth, height, width, channels], per channel.
 *
 * @example
 * ```ts
 * import { averagePool3d, arange, reshape } from '@thinned/tensor'
 *
 * const volume = reshape(arange(8, { dtype: 'float32' }), [1, 2, 2, 2, 1])
 * console.log(averagePool3d(volume, 2).readSync()) // Float32Array(1) [ 3.5 ]
 * ```
 */
export function averagePool3d(x: Tensor, size: PerAxis<3>, options: PoolOptions<3> = {}): Tensor {
  return poolMean(3, x, size, options)
}

/**
 * The largest element of each channel over all axes between batch and channels: [batch, …, channels] → [batch, channels]; NaN if one
 * is NaN. Among equals the first gets the gradient.
 *
 * @example
 * ```ts
 * import { globalMaxPool, arange, reshape } from '@thinned/tensor'
 *
 * const image = reshape(arange(8, { dtype: 'float32' }), [1, 2, 2, 2])
 * console.log(globalMaxPool(image).readSync()) // Float32Array(2) [ 6, 7 ]
 * ```
 */
export function globalMaxPool(x: Tensor): Tensor {
  return poolAll('globalMaxPool', x, (sequences, size) => poolLargest(1, sequences, size, {}))
}

/**
 * The mean of each channel over all axes between batch and channels: [batch, …, channels] → [batch, channels]. The elements are added
 * in row-major order, in chunks of `SUM_CHUNK` whose sums are added in order, and the sum is divided by their number.
 *
 * @example
 * ```ts
 * import { globalAveragePool, arange, reshape } from '@thinned/tensor'
 *
 * const image = reshape(arange(8, { dtype: 'float32' }), [1, 2, 2, 2])
 * console.log(globalAveragePool(image).readSync()) // Float32Array(2) [ 3, 4 ]
 * ```
 */
export function globalAveragePool(x: Tensor): Tensor {
  return poolAll('globalAveragePool', x, (sequences, size) => poolMean(1, sequences, size, {}))
}

const checkNames = (op: string): ((options: object) => void) =>
  onlyOptions(op, TensorError, ['stride', 'dilation'], { strides: 'stride' })
const checkPool = {
  maxPool1d: checkNames('maxPool1d'),
  maxPool2d: checkNames('maxPool2d'),
  maxPool3d: checkNames('maxPool3d'),
  averagePool1d: checkNames('averagePool1d'),
  averagePool2d: checkNames('averagePool2d'),
  averagePool3d: checkNames('averagePool3d'),
}

/** `maxPool1d`, `maxPool2d` and `maxPool3d`: the largest element of each window over one, two or three spatial axes. */
function poolLargest<R extends SpatialRank>(rank: R, x: Tensor, size: PerAxis<R>, options: PoolOptions<R>): Tensor {
  const op = `maxPool${rank}d` as const
  const { window, shape } = planPool(op, rank, x, size, options)
  const out = allocate(x.backend, x.dtype, shape)
  dispatch(x.backend, 'maxPool', asVolume(out.view), asVolume(x.view), window)
  return record(out, {
    op,
    inputs: [x],
    saved: [x],
    backward: (grad, saved) => {
      const input = saved[0]!
      const gradient = allocate(grad.backend, grad.dtype, input.shape)
      const views = [asVolume(gradient.view), asVolume(grad.view), asVolume(input.view)] as const
      dispatch(grad.backend, 'maxPoolGradient', ...views, window)
      return [gradient]
    },
  })
}

/** `averagePool1d`, `averagePool2d` and `averagePool3d`: the mean of each window over one, two or three spatial axes. */
function poolMean<R extends SpatialRank>(rank: R, x: Tensor, size: PerAxis<R>, options: PoolOptions<R>): Tensor {
  const op = `averagePool${rank}d` as const
  const { window, shape } = planPool(op, rank, x, size, options)
  const out = allocate(x.backend, x.dtype, shape)
  dispatch(x.backend, 'averagePool', asVolume(out.view), asVolume(x.view), window)
  const input = x.shape
  return record(out, {
    op,
    inputs: [x],
    backward: (grad) => {
      const gradient = allocate(grad.backend, grad.dtype, input)
      dispatch(grad.backend, 'averagePoolGradient', asVolume(gradient.view), asVolume(grad.view), window)
      return [gradient]
    },
  })
}

/** The window of a pooling and the shape of its result. Windows lie inside the input; elements that no window reaches are not used. */
function planPool<R extends SpatialRank>(
  op: keyof typeof checkPool,
  rank: R,
  x: Tensor,
  size: PerAxis<R>,
  options: PoolOptions<R>,
): { readonly window: Window; readonly shape: Shape } {
  checkPool[op](options)
  const { stride = size, dilation = 1 } = options
  checkFloat(op, x)
  if (x.rank !== rank + 2) {
    const { name, axes } = spatialInputs[rank]
    throw new TensorError(`${op} takes ${name} [${axes}], but was given ${formatShape(x.shape)}.`)
  }
  const { window, positions } = placeWindow<R>(op, x.shape.slice(1, -1), size, { stride, dilation })
  return { window, shape: [x.shape[0]!, ...positions, x.shape.at(-1)!] }
}

/** Pools all axes between batch and channels: [batch, …, channels] → [batch, channels], as one window over a sequence. */
function poolAll(op: string, x: Tensor, pool: (sequences: Tensor, size: number) => Tensor): Tensor {
  checkFloat(op, x)
  const size = sizeOf(x.shape.slice(1, -1))
  if (x.rank < 3 || size === 0) {
    throw new TensorError(
      `${op} takes [batch, …, channels] with at least one axis between them and something in it, but was given ${formatShape(x.shape)}.`,
    )
  }
  const [batch, channels] = [x.shape[0]!, x.shape.at(-1)!]
  const sequences = reshape(x, [batch, size, channels])
  const pooled = pool(sequences, size)
  const out = reshape(pooled, [batch, channels])
  sequences.dispose()
  pooled.dispose()
  return out
}
