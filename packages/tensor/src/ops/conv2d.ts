import { record } from '../autograd/record.ts'
import { beforeEpilogue } from '../before-epilogue.ts'
import { dispatch } from '../dispatch.ts'
import type { Epilogue } from '../epilogue.ts'
import { checkFloat, commonBackend, commonDType } from '../operands.ts'
import { formatShape, type Shape } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { slideWindow, type Window2d, type WindowOptions } from '../window2d.ts'
import { reshape } from './reshape.ts'
import { sum } from './sum.ts'

export interface Conv2dOptions extends WindowOptions {
  /** What follows in the same kernel, after the bias. Default: nothing. */
  readonly epilogue?: Epilogue
}

/**
 * The cross-correlation (no flip) of images [batch, height, width, in] with weight [rows, columns, in, out], + bias [out], then the
 * epilogue: [batch, positions down, positions across, out]. Stride 1 and padding 'valid' by default; see `WindowOptions`.
 *
 * Every output is the left fold from +0 over rising kernel rows, columns and channels; the bias is last. The orders of the gradients
 * stand at the kernels. The patches are never stored: backward keeps x, and what relu gave.
 */
export function conv2d(
  x: Tensor,
  weight: Tensor,
  bias?: Tensor,
  { epilogue = { relu: false }, ...options }: Conv2dOptions = {},
): Tensor {
  const operands = bias ? [x, weight, bias] : [x, weight]
  const backend = commonBackend('conv2d', operands)
  checkFloat('conv2d', x)
  commonDType('conv2d', operands)
  checkShapes(x, weight, bias)
  const [batch, height, width] = x.shape as [number, number, number]
  const [rows, columns, , outputs] = weight.shape as [number, number, number, number]
  const { window, positions } = slideWindow('conv2d', [height, width], [rows, columns], options)
  const out = allocate(backend, x.dtype, [batch, ...positions, outputs])
  const matrix = asMatrix(weight)
  dispatch(backend, 'conv2d', out.view, x.view, matrix.view, bias?.view, window, epilogue)
  matrix.dispose()
  return record(out, {
    op: 'conv2d',
    inputs: operands,
    saved: epilogue.relu ? [x, weight, out] : [x, weight],
    backward: (grad, [images, w, y], [needsX, needsWeight, needsBias]) => {
      const before = beforeEpilogue(grad, y, epilogue)
      return [
        needsX ? inputGradient(before, w!, images!.shape, window) : undefined,
        needsWeight ? weightGradient(before, images!, w!.shape, window) : undefined,
        needsBias ? sum(before, [0, 1, 2]) : undefined,
      ]
    },
  })
}

function inputGradient(grad: Tensor, weight: Tensor, shape: Shape, window: Window2d): Tensor {
  const out = allocate(grad.backend, grad.dtype, shape)
  dispatch(grad.backend, 'conv2dInputGradient', out.view, grad.view, asMatrix(weight).view, window)
  return out
}

function weightGradient(grad: Tensor, x: Tensor, shape: Shape, window: Window2d): Tensor {
  const out = allocate(grad.backend, grad.dtype, [shape[0]! * shape[1]! * shape[2]!, shape[3]!])
  dispatch(grad.backend, 'conv2dWeightGradient', out.view, x.view, grad.view, window)
  return reshape(out, shape)
}

/** The weight as kernels take it: a row for each kernel row, column and channel. */
function asMatrix(weight: Tensor): Tensor {
  const [rows, columns, inputs, outputs] = weight.shape as [number, number, number, number]
  return reshape(weight, [rows * columns * inputs, outputs])
}

function checkShapes(x: Tensor, weight: Tensor, bias: Tensor | undefined): void {
  const fits =
    x.rank === 4 &&
    weight.rank === 4 &&
    x.shape[3] === weight.shape[2] &&
    (!bias || (bias.rank === 1 && bias.shape[0] === weight.shape[3]))
  if (!fits) {
    throw new TensorError(
      `conv2d cannot take images ${formatShape(x.shape)}, weight ${formatShape(weight.shape)}${bias ? ` and bias ${formatShape(bias.shape)}` : ''}; it takes [batch, height, width, in], [rows, columns, in, out] and [out].`,
    )
  }
}
