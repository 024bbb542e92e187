import { sizeOf, type View, type Window2d } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable, type WithReadable } from '../strided/dense.ts'
import type { Job } from '../threads/job.ts'
import { windowValues } from './gather-patches.ts'
import { SLICE } from './window-job.ts'

/** Runs a window job over all positions of some images: its own arguments are the addresses of dense views. */
export type RunPool = (images: View, outputs: View, window: Window2d, operands: readonly View[]) => void

/** What a pooling kernel needs on an instance: its job, on views of any strides. `images` and `outputs` tell the shapes. */
export function emitPool(module: Module, job: Job): (runtime: Runtime) => RunPool {
  const bindReadable = emitWithReadable(module)
  return (runtime) => {
    const withReadable: WithReadable = bindReadable(runtime)
    return (images, outputs, window, operands) => {
      const positions = sizeOf(outputs.shape.slice(0, 3))
      const slices = Math.ceil(images.shape[3]! / SLICE)
      withReadable(operands, (...dense) =>
        runtime.launch(
          job,
          images.shape[0]! * slices,
          ...dense.map(addressOf),
          0,
          positions,
          0,
          slices,
          ...windowValues(images.shape, outputs.shape, window),
        ),
      )
    }
  }
}
