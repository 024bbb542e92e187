import { bytesPerElement, denseView, isContiguous, sizeOf, type View } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { WasmStorage } from '../storage.ts'
import { emitCopyView } from './copy-view.ts'

/** Calls fn with views that can be read in place: those given, or dense copies of them that live as long as fn runs. */
export type WithReadable = <T>(
  views: readonly View[],
  fn: (...readable: View[]) => T,
  isReadable?: (view: View) => boolean,
) => T

export function emitWithReadable(module: Module): (runtime: Runtime) => WithReadable {
  const bind = emitCopyView(module)
  return (runtime) => {
    const copyView = bind(runtime)
    return (views, fn, isReadable = isContiguous) => {
      if (views.every(isReadable)) return fn(...views)
      const copies: { address: number; bytes: number }[] = []
      try {
        const readable = views.map((view) => {
          if (isReadable(view)) return view
          const length = sizeOf(view.shape)
          const bytes = length * bytesPerElement(view.dtype)
          const address = runtime.pool.take(bytes, () => `a dense copy of ${length} elements of ${view.dtype}`)
          copies.push({ address, bytes })
          const storage: WasmStorage = { dtype: view.dtype, length, address }
          const dense = denseView(storage, view.shape)
          copyView(dense, view)
          return dense
        })
        return fn(...readable)
      } finally {
        for (const { address, bytes } of copies) runtime.pool.give(address, bytes)
      }
    }
  }
}
