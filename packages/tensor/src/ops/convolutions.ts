import { formatValue, onlyOptions } from '@thinned/schema'
import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { checkEpilogue, type Epilogue, gradientBeforeEpilogue } from '../masks/mask.ts'
import { checkFloat, commonBackend, commonDType } from '../op-kit/operands.ts'
import { formatShape, type Shape, sizeOf } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import {
  asVolume,
  type PerAxis,
  placeWindow,
  type SpatialRank,
  spatialInputs,
  volumeShape,
  type Window,
  type WindowOptions,
} from '../window.ts'
import { reshape } from './reshape.ts'
import { sum } from './sum.ts'

export interface ConvOptions<R extends SpatialRank> extends WindowOptions<R> {
  /**
   * The number of groups of channels: an output reads the inputs of its group alone. It divides in and out; as many groups as channels is a
   * depthwise convolution. Default 1.
   */
  readonly groups?: number
  /** Relu and dropout in the same kernel, after the bias. Default: neither. */
  readonly epilogue?: Epilogue
}

/**
 * The cross-correlation (no flip) of sequences [batch, time, in] with weight [taps, in / groups, out], + bias [out], then the
 * epilogue: [batch, positions, out]. `ConvOptions` has stride, padding, dilation and groups. Every output is summed over rising taps
 * and channels, in the chunks of `matmul`; the bias is added last.
 *
 * @example
 * ```ts
 * import { conv1d, tensor } from '@thinned/tensor'
 *
 * const sequence = tensor([1, 2, 3, 4, 5], { shape: [1, 5, 1] })
 * const difference = tensor([-1, 1], { shape: [2, 1, 1] })
 * console.log(conv1d(sequence, difference, undefined, { dilation: 2 }).readSync()) // Float32Array(3) [ 2, 2, 2 ]
 * ```
 */
export function conv1d(x: Tensor, weight: Tensor, bias?: Tensor, options: ConvOptions<1> = {}): Tensor {
  return convolve(1, x, weight, bias, options)
}

/**
 * The cross-correlation (no flip) of images [batch, height, width, in] with weight [rows, columns, in / groups, out], + bias [out],
 * then the epilogue: [batch, positions down, positions across, out]. `ConvOptions` has stride, padding, dilation and groups.
 *
 * Every output is summed over rising kernel rows, columns and channels, in the chunks of `matmul`; the bias is added last. The kernels
 * document the orders of the gradients. No patch is stored: backward keeps x and, with relu, the output.
 *
 * @example
 * ```ts
 * import { conv2d, ones } from '@thinned/tensor'
 *
 * const images = ones([1, 4, 4, 3])
 * console.log(conv2d(images, ones([3, 3, 3, 8]), ones([8])).shape) // [ 1, 2, 2, 8 ]
 * console.log(conv2d(images, ones([3, 3, 1, 3]), undefined, { padding: 'same', groups: 3 }).shape) // [ 1, 4, 4, 3 ]
 * ```
 */
export function conv2d(x: Tensor, weight: Tensor, bias?: Tensor, options: ConvOptions<2> = {}): Tensor {
  return convolve(2, x, weight, bias, options)
}

/**
 * The cross-correlation (no flip) of volumes [batch, depth, height, width, in] with weight [planes, rows, columns, in / groups, out],
 * + bias [out], then the epilogue: [batch, positions along depth, height and width, out]. `ConvOptions` has
 * stride, padding, dilation and groups. Every output is summed over rising kernel planes, rows, columns and channels, in the chunks of
 * `matmul`; the bias is added last.
 *
 * @example
 * ```ts
 * import { conv3d, ones } from '@thinned/tensor'
 *
 * const volumes = ones([1, 4, 6, 6, 2])
 * console.log(conv3d(volumes, ones([2, 3, 3, 2, 8]), ones([8]), { stride: [1, 2, 2] }).shape) // [ 1, 3, 2, 2, 8 ]
 * ```
 */
export function conv3d(x: Tensor, weight: Tensor, bias?: Tensor, options: ConvOptions<3> = {}): Tensor {
  return convolve(3, x, weight, bias, options)
}

const names = ['stride', 'padding', 'dilation', 'groups', 'epilogue'] as const
const checkNames = {
  1: onlyOptions('conv1d', TensorError, names, { strides: 'stride' }),
  2: onlyOptions('conv2d', TensorError, names, { strides: 'stride' }),
  3: onlyOptions('conv3d', TensorError, names, { strides: 'stride' }),
}

/** `conv1d`, `conv2d` and `conv3d`: the convolution over one, two or three spatial axes. */
function convolve<R extends SpatialRank>(
  rank: R,
  x: Tensor,
  weight: Tensor,
  bias: Tensor | undefined,
  options: ConvOptions<R>,
): Tensor {
  checkNames[rank](options)
  const { epilogue = { relu: false }, groups = 1 } = options
  const op = `conv${rank}d`
  checkEpilogue(op, epilogue)
  const operands = bias === undefined ? [x, weight] : [x, weight, bias]
  const backend = commonBackend(op, operands)
  checkFloat(op, x)
  commonDType(op, operands)
  checkShapes(op, rank, operands, groups)
  const size = weight.shape.slice(0, rank) as unknown as PerAxis<R>
  const { window, positions } = placeWindow(op, x.shape.slice(1, -1), size, options)
  const out = allocate(backend, x.dtype, [x.shape[0]!, ...positions, weight.shape.at(-1)!])
  const matrix = asMatrix(weight)
  const volumeEpilogue = epilogueOfVolumes(epilogue)
  dispatch(
    backend,
    'conv',
    asVolume(out.view),
    asVolume(x.view),
    matrix.view,
    bias?.view,
    window,
    groups,
    volumeEpilogue,
  )
  matrix.dispose()
  return record(out, {
    op,
    inputs: operands,
    saved: epilogue.relu ? [x, weight, out] : [x, weight],
    backward: (grad, [input, w, y], [needsX, needsWeight, needsBias]) => {
      const before = gradientBeforeEpilogue(grad, y, epilogue)
      const all = before.shape.slice(0, -1).map((_, axis) => axis)
      return [
        needsX ? inputGradient(before, w!, input!.shape, window, groups) : undefined,
        needsWeight ? weightGradient(before, input!, w!.shape, window, groups) : undefined,
        needsBias ? sum(before, all) : undefined,
      ]
    },
  })
}

function inputGradient(grad: Tensor, weight: Tensor, shape: Shape, window: Window, groups: number): Tensor {
  const out = allocate(grad.backend, grad.dtype, shape)
  const views = [asVolume(out.view), asVolume(grad.view), asMatrix(weight).view] as const
  dispatch(grad.backend, 'convInputGradient', ...views, window, groups)
  return out
}

function weightGradient(grad: Tensor, x: Tensor, shape: Shape, window: Window, groups: number): Tensor {
  const out = allocate(grad.backend, grad.dtype, matrixShape(shape))
  dispatch(grad.backend, 'convWeightGradient', out.view, asVolume(x.view), asVolume(grad.view), window, groups)
  return reshape(out, shape)
}

/** The weight as kernels take it: a row for each tap and channel of a group. */
function asMatrix(weight: Tensor): Tensor {
  return reshape(weight, matrixShape(weight.shape))
}

function matrixShape(shape: Shape): Shape {
  return [sizeOf(shape.slice(0, -1)), shape.at(-1)!]
}

/** An epilogue whose mask has the shape of volumes; its rows and columns are the same. */
function epilogueOfVolumes({ relu, mask }: Epilogue): Epilogue {
  return { relu, mask: mask && { ...mask, shape: volumeShape(mask.shape) } }
}

const kernels = { 1: 'taps', 2: 'rows, columns', 3: 'planes, rows, columns' }

function checkShapes(op: string, rank: SpatialRank, operands: readonly Tensor[], groups: number): void {
  const [x, weight, bias] = operands as [Tensor, Tensor, Tensor?]
  const [channels, outputs] = [x.shape.at(-1)!, weight.shape.at(-1)!]
  if (!Number.isInteger(groups) || groups < 1)
    throw new TensorError(`${op} was given ${formatValue(groups)} groups; it takes an integer from 1.`)
  const fits =
    x.rank === rank + 2 &&
    weight.rank === rank + 2 &&
    channels === groups * weight.shape.at(-2)! &&
    outputs % groups === 0 &&
    (!bias || (bias.rank === 1 && bias.shape[0] === outputs))
  if (!fits) {
    const { name, axes } = spatialInputs[rank]
    const inGroups = groups === 1 ? '' : ` in ${groups} groups`
    const channelsOf = groups === 1 ? 'in' : 'in / groups'
    throw new TensorError(
      `${op} cannot take ${name} ${formatShape(x.shape)}, weight ${formatShape(weight.shape)}${bias ? ` and bias ${formatShape(bias.shape)}` : ''}${inGroups}; it takes [${axes.replace('channels', 'in')}], [${kernels[rank]}, ${channelsOf}, out] and [out]${groups === 1 ? '' : ', where groups divides in and out'}.`,
    )
  }
}
