import { sizeOf, type View, type Window } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable, type WithReadable } from '../strided/dense.ts'
import type { Job } from '../threads/job.ts'
import { windowValues } from './window-arguments.ts'
import { slicesOf } from './window-job.ts'

/** Runs a window job over all positions of some volumes: its own arguments are the addresses of dense views, then numbers. */
export type RunPool = (
  volumes: View,
  outputs: View,
  window: Window,
  operands: readonly View[],
  ...numbers: readonly number[]
) => void

/** What a kernel of window jobs needs on an instance: its job, on views of any strides. `volumes` and `outputs` tell the shapes. */
export function emitPool(module: Module, job: Job): (runtime: Runtime) => RunPool {
  const bindReadable = emitWithReadable(module)
  return (runtime) => {
    const withReadable: WithReadable = bindReadable(runtime)
    return (volumes, outputs, window, operands, ...numbers) => {
      const positions = sizeOf(outputs.shape.slice(0, 4))
      const channels = volumes.shape[4]!
      const [slice, slices] = slicesOf(volumes.shape[0]!, channels, runtime.threads)
      withReadable(operands, (...dense) =>
        runtime.launch(
          job,
          volumes.shape[0]! * slices,
          ...dense.map(addressOf),
          ...numbers,
          0,
          positions,
          0,
          0,
          channels,
          slice,
          slices,
          ...windowValues(volumes.shape, outputs.shape, window),
        ),
      )
    }
  }
}
