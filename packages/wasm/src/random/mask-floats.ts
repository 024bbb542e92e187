import { denseView, type MaskSpec, sizeOf, type View } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { WasmStorage } from '../storage.ts'
import { emitDropout } from './dropout-rows.ts'

/** Calls fn with the mask as floats of its own shape, 1 where it keeps and +0 where it drops: dropout of ones. */
export type WithMaskFloats = (spec: MaskSpec, fn: (mask: View) => void) => void

export function emitWithMaskFloats(module: Module): (runtime: Runtime) => WithMaskFloats {
  const bindDropout = emitDropout(module)
  return (runtime) => {
    const dropout = bindDropout(runtime)
    return (spec, fn) => {
      const length = sizeOf(spec.shape)
      runtime.withScratch(4 * length, (address) => {
        const storage: WasmStorage = { dtype: 'float32', length, address }
        const floats = denseView(storage, spec.shape)
        runtime.f32.fill(1, address >>> 2, (address >>> 2) + length)
        dropout(floats, floats, { ...spec, scale: 1 })
        fn(floats)
      })
    }
  }
}
