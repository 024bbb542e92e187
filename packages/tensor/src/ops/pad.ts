import { formatValue } from '@thinned/schema'
import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import { formatShape } from '../shape.ts'
import { filled, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { sliceView, type View } from '../view.ts'
import { slice } from './slice.ts'

/**
 * x with `value` (default 0) around it: `widths` has [before, after] for each axis.
 *
 * @example
 * ```ts
 * import { pad, tensor } from '@thinned/tensor'
 *
 * console.log(pad(tensor([1, 2]), [[1, 2]]).readSync()) // Float32Array(5) [ 0, 1, 2, 0, 0 ]
 * ```
 */
export function pad(x: Tensor, widths: readonly (readonly [number, number])[], value = 0): Tensor {
  checkTensor('pad', x)
  const arePairs =
    Array.isArray(widths) &&
    widths.length === x.rank &&
    widths.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isWidth))
  if (!arePairs) {
    const given =
      Array.isArray(widths) && widths.length <= 8
        ? `[${widths.map((pair) => (Array.isArray(pair) && pair.length === 2 ? formatShape(pair) : formatValue(pair))).join(', ')}]`
        : formatValue(widths)
    throw new TensorError(
      `pad was given ${given} for ${x}; it takes [before, after] for each of the ${x.rank} axes, integers from 0.`,
    )
  }
  if (typeof value !== 'number')
    throw new TensorError(`pad was given the value ${formatValue(value)}; it takes a number.`)
  const shape = x.shape.map((extent, axis) => extent + widths[axis]![0] + widths[axis]![1])
  const out = filled(shape, value, x.dtype, x.backend)
  const inside = widths.reduce<View>(
    (view, [before], axis) => sliceView(view, axis, before, before + x.shape[axis]!),
    out.view,
  )
  dispatch(x.backend, 'copy', inside, x.view)
  return record(out, {
    op: 'pad',
    inputs: [x],
    backward: (grad) => [
      widths.reduce((part, [before], axis) => slice(part, axis, before, before + x.shape[axis]!), grad),
    ],
  })
}

const isWidth = (width: unknown): boolean => Number.isInteger(width) && (width as number) >= 0
