import { asVolume, volumeShape } from './as-volume.ts'
import { record } from './autograd/record.ts'
import { beforeEpilogue } from './before-epilogue.ts'
import { dispatch } from './dispatch.ts'
import type { Epilogue } from './epilogue.ts'
import { checkFloat, commonBackend, commonDType } from './operands.ts'
import { reshape } from './ops/reshape.ts'
import { sum } from './ops/sum.ts'
import { formatShape, type Shape, sizeOf } from './shape.ts'
import { type PerAxis, type SpatialRank, spatialInputs } from './spatial.ts'
import { allocate, type Tensor } from './tensor.ts'
import { TensorError } from './tensor-error.ts'
import { slideWindow, type Window, type WindowOptions } from './window.ts'

export interface ConvOptions<R extends SpatialRank> extends WindowOptions<R> {
  /**
   * Cuts the channels into so many groups, in order: each output sees the inputs of its own group alone. As many groups as channels is
   * a depthwise convolution. Divides in and out. Default 1.
   */
  readonly groups?: number
  /** What follows in the same kernel, after the bias. Default: nothing. */
  readonly epilogue?: Epilogue
}

/** The convolution over one, two or three spatial axes: what `conv1d`, `conv2d` and `conv3d` are. */
export function convolve<R extends SpatialRank>(
  rank: R,
  x: Tensor,
  weight: Tensor,
  bias: Tensor | undefined,
  { epilogue = { relu: false }, groups = 1, ...options }: ConvOptions<R>,
): Tensor {
  const op = `conv${rank}d`
  const operands = bias ? [x, weight, bias] : [x, weight]
  const backend = commonBackend(op, operands)
  checkFloat(op, x)
  commonDType(op, operands)
  checkShapes(op, rank, operands, groups)
  const size = weight.shape.slice(0, rank) as unknown as PerAxis<R>
  const { window, positions } = slideWindow(op, x.shape.slice(1, -1), size, options)
  const out = allocate(backend, x.dtype, [x.shape[0]!, ...positions, weight.shape.at(-1)!])
  const matrix = asMatrix(weight)
  const finish = inVolumes(epilogue)
  dispatch(backend, 'conv', asVolume(out.view), asVolume(x.view), matrix.view, bias?.view, window, groups, finish)
  matrix.dispose()
  return record(out, {
    op,
    inputs: operands,
    saved: epilogue.relu ? [x, weight, out] : [x, weight],
    backward: (grad, [input, w, y], [needsX, needsWeight, needsBias]) => {
      const before = beforeEpilogue(grad, y, epilogue)
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

/** The weight as kernels take it: a row for each place of the window and channel of a group. */
function asMatrix(weight: Tensor): Tensor {
  return reshape(weight, matrixShape(weight.shape))
}

function matrixShape(shape: Shape): Shape {
  return [sizeOf(shape.slice(0, -1)), shape.at(-1)!]
}

/** An epilogue whose mask has the shape of volumes; its rows and columns are the same. */
function inVolumes({ relu, mask }: Epilogue): Epilogue {
  return { relu, mask: mask && { ...mask, shape: volumeShape(mask.shape) } }
}

const kernels = { 1: 'places', 2: 'rows, columns', 3: 'planes, rows, columns' }

function checkShapes(op: string, rank: SpatialRank, operands: readonly Tensor[], groups: number): void {
  const [x, weight, bias] = operands as [Tensor, Tensor, Tensor?]
  const [channels, outputs] = [x.shape.at(-1)!, weight.shape.at(-1)!]
  if (!Number.isInteger(groups) || groups < 1)
    throw new TensorError(`${op} was given ${groups} groups; it takes an integer from 1.`)
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
