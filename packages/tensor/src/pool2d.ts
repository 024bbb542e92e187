import { checkFloat } from './operands.ts'
import { formatShape, type Shape } from './shape.ts'
import type { Tensor } from './tensor.ts'
import { TensorError } from './tensor-error.ts'
import { type Pair, slideWindow, type Window2d } from './window2d.ts'

export interface Pool2dOptions {
  /** Steps from one window to the next, from 1. Default: the window's size, so that windows touch and do not overlap. */
  readonly stride?: Pair
}

/** What a pooling op starts from: its window and the shape of its result. Windows lie inside the image; what is left over is not used. */
export function planPool2d(
  op: string,
  x: Tensor,
  size: Pair,
  { stride = size }: Pool2dOptions,
): { readonly window: Window2d; readonly shape: Shape } {
  checkFloat(op, x)
  if (x.rank !== 4) {
    throw new TensorError(`${op} takes images [batch, height, width, channels], but was given ${formatShape(x.shape)}.`)
  }
  const [batch, height, width, channels] = x.shape as [number, number, number, number]
  const { window, positions } = slideWindow(op, [height, width], size, { stride })
  return { window, shape: [batch, ...positions, channels] }
}
