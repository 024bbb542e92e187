import { sameShape } from '@thinned/tensor'
import type { Definition } from '../definition.ts'
import { emitDropout } from '../random/dropout.ts'
import { emitWithReadable } from '../strided/dense.ts'

/** out = x · scale where mask law 1 keeps, else +0: a select, so a dropped Inf or NaN stays behind. */
export const dropout: Definition<'dropout'> = (module) => {
  const bindThin = emitDropout(module)
  const bindReadable = emitWithReadable(module)
  return (runtime) => {
    const thin = bindThin(runtime)
    const withReadable = bindReadable(runtime)
    return (out, x, spec) => {
      if (!sameShape(spec.shape, out.shape)) throw new Error('shared axes: not yet')
      withReadable([x], (dense) => thin(out, dense!, spec))
    }
  }
}
