import { record } from '../autograd/record.ts'
import { full } from '../create.ts'
import { dispatch } from '../dispatch.ts'
import type { Tensor } from '../tensor.ts'
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
  if (widths.length !== x.rank || !widths.flat().every((width) => Number.isInteger(width) && width >= 0)) {
    throw new TensorError(
      `pad was given ${JSON.stringify(widths)} for ${x}; it takes [before, after] for each of the ${x.rank} axes, integers from 0.`,
    )
  }
  const shape = x.shape.map((extent, axis) => extent + widths[axis]![0] + widths[axis]![1])
  const out = full(shape, value, { dtype: x.dtype, backend: x.backend })
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
