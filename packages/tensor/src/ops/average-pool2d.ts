import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { type Pool2dOptions, planPool2d } from '../pool2d.ts'
import { allocate, type Tensor } from '../tensor.ts'
import type { Pair } from '../window2d.ts'

/** The mean of each window of images [batch, height, width, channels], per channel. */
export function averagePool2d(x: Tensor, size: Pair, options: Pool2dOptions = {}): Tensor {
  const { window, shape } = planPool2d('averagePool2d', x, size, options)
  const out = allocate(x.backend, x.dtype, shape)
  dispatch(x.backend, 'averagePool2d', out.view, x.view, window)
  const input = x.shape
  return record(out, {
    op: 'averagePool2d',
    inputs: [x],
    backward: (grad) => {
      const gradient = allocate(grad.backend, grad.dtype, input)
      dispatch(grad.backend, 'averagePool2dGradient', gradient.view, grad.view, window)
      return [gradient]
    },
  })
}
