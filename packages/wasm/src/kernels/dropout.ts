import { broadcastView, sameShape } from '@thinned/tensor'
import { emitElementwise, scalarView } from '../elementwise/elementwise.ts'
import { f32x4, v128 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitDropout } from '../random/dropout-rows.ts'
import { emitWithMaskFloats } from '../random/mask-floats.ts'
import { emitWithReadable } from '../strided/readable.ts'

/** out = x · scale where mask law 1 keeps, else +0: a select, so a dropped Inf or NaN stays behind. */
export const dropout: EmitKernel<'dropout'> = (module) => {
  const bindDropout = emitDropout(module)
  const bindReadable = emitWithReadable(module)
  const bindMask = emitWithMaskFloats(module)
  const bindByMask = module.once('dropoutByMask', () =>
    emitElementwise(module, 'dropoutByMask', 4, [4, 4, 4], (_, [x, mask, scale]) =>
      x!.map((vector, at) => v128.and(f32x4.mul(vector, scale![at]!), f32x4.ne(mask![at]!, f32x4.const(0)))),
    ),
  )
  return (runtime) => {
    const dropoutRows = bindDropout(runtime)
    const withReadable = bindReadable(runtime)
    const withMask = bindMask(runtime)
    const dropoutByMask = bindByMask(runtime)
    return (out, x, spec) => {
      if (sameShape(spec.shape, out.shape)) return withReadable([x], (dense) => dropoutRows(out, dense!, spec))
      withMask(spec, (mask) =>
        dropoutByMask(out, [
          x,
          broadcastView(mask, out.shape),
          scalarView(runtime, 0, 'float32', spec.scale, out.shape),
        ]),
      )
    }
  }
}
