import { full } from '../create.ts'
import { dispatch } from '../dispatch.ts'
import { type MaskOptions, planMask } from '../mask-options.ts'
import { allocate, type Tensor } from '../tensor.ts'

/**
 * The mask that `dropout` uses for x with the same options: uint8, 1 kept and 0 dropped, 1 long at each shared axis.
 *
 * @example
 * ```ts
 * import { key } from '@thinned/rng'
 * import { dropoutMask, ones } from '@thinned/tensor'
 *
 * console.log(dropoutMask(ones([6]), { key: key(1), keep: 0.5 }).readSync()) // Uint8Array(6) [ 1, 0, 1, 1, 1, 0 ]
 * ```
 */
export function dropoutMask(x: Tensor, options: MaskOptions): Tensor {
  const spec = planMask(x, options)
  const shared = (options.sharedAxes ?? []).map((axis) => (axis < 0 ? axis + x.rank : axis))
  const shape = x.shape.map((extent, axis) => (shared.includes(axis) ? 1 : extent))
  if (typeof spec === 'string') return full(shape, spec === 'all' ? 1 : 0, { dtype: 'uint8', backend: x.backend })
  const out = allocate(x.backend, 'uint8', spec.shape)
  dispatch(x.backend, 'mask', out.view, spec)
  return out
}
