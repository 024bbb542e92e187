import { broadcastView, type MaskSpec, sameShape, sizeOf, type View } from '@thinned/tensor'
import { emitElementwise, scalarView } from '../elementwise/elementwise.ts'
import type { Module } from '../emit/module.ts'
import { f32x4, v128 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitDropoutRows } from '../random/dropout-block.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { denseViewAt } from '../storage.ts'
import { emitCopyView } from '../strided/copy-view.ts'
import { emitWithReadable } from '../strided/readable.ts'

/** out = x · scale where mask law 1 keeps an element, else +0: a select, so a dropped Inf or NaN becomes 0. */
export const dropout: EmitKernel<'dropout'> = (module) => {
  const dropoutRows = emitDropoutRows(module)
  const withReadable = emitWithReadable(module)
  const withMaskFloats = emitWithMaskFloats(module)
  const dropoutByMask = module.once('dropoutByMask', () =>
    emitElementwise(module, 'dropoutByMask', 4, [4, 4, 4], (_, [x, mask, scale]) =>
      x!.map((vector, i) => v128.and(f32x4.mul(vector, scale![i]!), f32x4.ne(mask![i]!, f32x4.const(0)))),
    ),
  )
  return (runtime, out, x, spec) => {
    if (sameShape(spec.shape, out.shape))
      return withReadable(runtime, [x], (dense) => dropoutRows(runtime, out, dense!, spec))
    withMaskFloats(runtime, spec, (mask) => {
      const scale = scalarView(runtime, 0, 'float32', spec.scale, out.shape)
      dropoutByMask(runtime, out, [x, broadcastView(mask, out.shape), scale])
    })
  }
}

/** out (uint8, dense, of the mask's shape) = 1 where mask law 1 keeps an element, 0 where it drops it. */
export const mask: EmitKernel<'mask'> = (module) => {
  const withMaskFloats = emitWithMaskFloats(module)
  const copyView = emitCopyView(module)
  return (runtime, out, spec) => withMaskFloats(runtime, spec, (floats) => copyView(runtime, out, floats))
}

/** Emits what calls fn with a mask of 1 and +0 in floats: dropout of ones, with scale 1. */
function emitWithMaskFloats(module: Module): (runtime: Runtime, spec: MaskSpec, fn: (mask: View) => void) => void {
  const dropoutRows = emitDropoutRows(module)
  return (runtime, spec, fn) => {
    const length = sizeOf(spec.shape)
    runtime.withScratch(4 * length, (address) => {
      const floats = denseViewAt(address, 'float32', spec.shape)
      runtime.fillOnes(address, length)
      dropoutRows(runtime, floats, floats, { ...spec, scale: 1 })
      fn(floats)
    })
  }
}
