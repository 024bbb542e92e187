import { sizeOf, type View, type Window } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf, denseViewAt } from '../storage.ts'
import { emitCopyView } from '../strided/copy-view.ts'
import { emitWithReadable } from '../strided/readable.ts'

/** Calls fn with volumes into which every window fits, dense, and with the window without padding. */
export interface WithPadding {
  /** The volumes with zeros around them. */
  readonly read: (
    runtime: Runtime,
    x: View,
    outputs: View,
    window: Window,
    fn: (x: View, window: Window) => void,
  ) => void
  /** Zeros, to which fn adds; what it added within the volumes is written to `out` (dense). */
  readonly write: (
    runtime: Runtime,
    out: View,
    outputs: View,
    window: Window,
    fn: (to: View, window: Window) => void,
  ) => void
}

export function emitWithPadding(module: Module): WithPadding {
  const copyView = emitCopyView(module)
  const withReadable = emitWithReadable(module)
  const withZeros = (
    runtime: Runtime,
    volumes: View,
    outputs: View,
    window: Window,
    fn: (padded: View, inner: View, window: Window) => void,
  ): void => {
    const { size, stride, dilation, before } = window
    const extents = [0, 1, 2].map((axis) => {
      const reached = (outputs.shape[axis + 1]! - 1) * stride[axis]! + (size[axis]! - 1) * dilation[axis]! + 1
      return Math.max(reached, volumes.shape[axis + 1]! + before[axis]!)
    })
    const shape = [volumes.shape[0]!, ...extents, volumes.shape[4]!]
    runtime.withScratch(4 * sizeOf(shape), (address) => {
      runtime.zero(address, 4 * sizeOf(shape))
      const padded = denseViewAt(address, 'float32', shape)
      const offset = before.reduce((sum, first, axis) => sum + first * padded.strides[axis + 1]!, 0)
      const inner = { ...padded, shape: volumes.shape, offset }
      fn(padded, inner, { ...window, before: [0, 0, 0] })
    })
  }
  return {
    read(runtime, x, outputs, window, fn) {
      if (fits(x, outputs, window)) return withReadable(runtime, [x], (dense) => fn(dense!, window))
      withZeros(runtime, x, outputs, window, (padded, inner, moved) => {
        copyView(runtime, inner, x)
        fn(padded, moved)
      })
    },
    write(runtime, out, outputs, window, fn) {
      if (fits(out, outputs, window)) {
        runtime.zero(addressOf(out), 4 * sizeOf(out.shape))
        return fn(out, window)
      }
      withZeros(runtime, out, outputs, window, (padded, inner, moved) => {
        fn(padded, moved)
        copyView(runtime, out, inner)
      })
    },
  }
}

/** Whether every window lies inside of the volumes. */
function fits(volumes: View, outputs: View, { size, stride, dilation, before }: Window): boolean {
  return before.every(
    (first, axis) =>
      first === 0 &&
      (outputs.shape[axis + 1]! - 1) * stride[axis]! + (size[axis]! - 1) * dilation[axis]! < volumes.shape[axis + 1]!,
  )
}
