import { asVolume } from './as-volume.ts'
import { record } from './autograd/record.ts'
import { dispatch } from './dispatch.ts'
import { checkFloat } from './operands.ts'
import { formatShape, type Shape } from './shape.ts'
import { type PerAxis, type SpatialRank, spatialInputs } from './spatial.ts'
import { allocate, type Tensor } from './tensor.ts'
import { TensorError } from './tensor-error.ts'
import { slideWindow, type Window, type WindowOptions } from './window.ts'

export interface PoolOptions<R extends SpatialRank> extends Omit<WindowOptions<R>, 'padding'> {
  /** Steps from one window to the next, from 1. Default: the window's size, so that windows touch and do not overlap. */
  readonly stride?: PerAxis<R>
}

/** The largest element of each window, over one, two or three spatial axes: what `maxPool1d`, `maxPool2d` and `maxPool3d` are. */
export function poolLargest<R extends SpatialRank>(
  rank: R,
  x: Tensor,
  size: PerAxis<R>,
  options: PoolOptions<R>,
): Tensor {
  const op = `maxPool${rank}d`
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

/** The mean of each window, over one, two or three spatial axes: what `averagePool1d`, `averagePool2d` and `averagePool3d` are. */
export function poolMean<R extends SpatialRank>(rank: R, x: Tensor, size: PerAxis<R>, options: PoolOptions<R>): Tensor {
  const op = `averagePool${rank}d`
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

/** What pooling starts from: its window and the shape of its result. Windows lie inside the input; what is left over is not used. */
function planPool<R extends SpatialRank>(
  op: string,
  rank: R,
  x: Tensor,
  size: PerAxis<R>,
  { stride = size, dilation = 1 }: PoolOptions<R>,
): { readonly window: Window; readonly shape: Shape } {
  checkFloat(op, x)
  if (x.rank !== rank + 2) {
    const { name, axes } = spatialInputs[rank]
    throw new TensorError(`${op} takes ${name} [${axes}], but was given ${formatShape(x.shape)}.`)
  }
  const { window, positions } = slideWindow<R>(op, x.shape.slice(1, -1), size, { stride, dilation })
  return { window, shape: [x.shape[0]!, ...positions, x.shape.at(-1)!] }
}
