import { bytesPerElement, isContiguous, sizeOf, type View } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { denseViewAt } from '../storage.ts'
import { emitCopyView } from './copy-view.ts'

/** Calls fn with views that it can read in place. A view that is not readable is replaced by a dense copy, which is freed after fn. */
export type WithReadable = <T>(
  runtime: Runtime,
  views: readonly View[],
  fn: (...readable: View[]) => T,
  isReadable?: (view: View) => boolean,
) => T

/** Emits `withReadable`. Readable means dense, unless the caller says otherwise. */
export function emitWithReadable(module: Module): WithReadable {
  const copyView = emitCopyView(module)
  return (runtime, views, fn, isReadable = isContiguous) => {
    if (views.every(isReadable)) return fn(...views)
    const copies: { address: number; bytes: number }[] = []
    try {
      const readable = views.map((view) => {
        if (isReadable(view)) return view
        const length = sizeOf(view.shape)
        const bytes = length * bytesPerElement(view.dtype)
        const address = runtime.pool.allocate(bytes, () => `a dense copy of ${length} elements of ${view.dtype}`)
        copies.push({ address, bytes })
        const dense = denseViewAt(address, view.dtype, view.shape)
        copyView(runtime, dense, view)
        return dense
      })
      return fn(...readable)
    } finally {
      for (const { address, bytes } of copies) runtime.pool.release(address, bytes)
    }
  }
}
