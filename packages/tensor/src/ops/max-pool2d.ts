import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { type Pool2dOptions, planPool2d } from '../pool2d.ts'
import { allocate, type Tensor } from '../tensor.ts'
import type { Pair } from '../window2d.ts'

/**
 * The largest element of each window of images [batch, height, width, channels], per channel; NaN if one is NaN. Among equals the first
 * (rows, then columns, rising) gets the gradient.
 */
export function maxPool2d(x: Tensor, size: Pair, options: Pool2dOptions = {}): Tensor {
  const { window, shape } = planPool2d('maxPool2d', x, size, options)
  const out = allocate(x.backend, x.dtype, shape)
  dispatch(x.backend, 'maxPool2d', out.view, x.view, window)
  return record(out, {
    op: 'maxPool2d',
    inputs: [x],
    saved: [x],
    backward: (grad, [images]) => {
      const gradient = allocate(grad.backend, grad.dtype, images!.shape)
      dispatch(grad.backend, 'maxPool2dGradient', gradient.view, grad.view, images!.view, window)
      return [gradient]
    },
  })
}
