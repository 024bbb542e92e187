import type { EmitKernel } from '../kernel.ts'
import { emitWithMaskFloats } from '../random/mask-floats.ts'
import { emitCopyView } from '../strided/copy-view.ts'

/** out (uint8, dense, of the mask's shape) = 1 where mask law 1 keeps, 0 where it drops. */
export const mask: EmitKernel<'mask'> = (module) => {
  const bindMask = emitWithMaskFloats(module)
  const bindCopy = emitCopyView(module)
  return (runtime) => {
    const withMask = bindMask(runtime)
    const copyView = bindCopy(runtime)
    return (out, spec) => withMask(spec, (floats) => copyView(out, floats))
  }
}
