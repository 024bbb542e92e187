import { broadcastView, sameShape } from '@thinned/tensor'
import type { Definition } from '../definition.ts'
import { emitElementwise } from '../elementwise/elementwise.ts'
import { scalarView } from '../elementwise/scalar-view.ts'
import { f32x4, v128 } from '../emit/vector.ts'
import { emitDropout } from '../random/dropout.ts'
import { emitWithMaskFloats } from '../random/mask-floats.ts'
import { emitWithReadable } from '../strided/dense.ts'

/** out = x · scale where mask law 1 keeps, else +0: a select, so a dropped Inf or NaN stays behind. */
export const dropout: Definition<'dropout'> = (module) => {
  const bindThin = emitDropout(module)
  const bindReadable = emitWithReadable(module)
  const bindMask = emitWithMaskFloats(module)
  const bindShared = module.once('thinShared', () =>
    emitElementwise(module, 'thinShared', 4, [4, 4, 4], (_, [x, mask, scale]) =>
      x!.map((vector, at) => v128.and(f32x4.mul(vector, scale![at]!), f32x4.ne(mask![at]!, f32x4.const(0)))),
    ),
  )
  return (runtime) => {
    const thin = bindThin(runtime)
    const withReadable = bindReadable(runtime)
    const withMask = bindMask(runtime)
    const thinShared = bindShared(runtime)
    return (out, x, spec) => {
      if (sameShape(spec.shape, out.shape)) return withReadable([x], (dense) => thin(out, dense!, spec))
      withMask(spec, (mask) =>
        thinShared(out, [x, broadcastView(mask, out.shape), scalarView(runtime, 0, 'float32', spec.scale, out.shape)]),
      )
    }
  }
}
