import type { View, Window } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable, type WithReadable } from '../strided/readable.ts'
import type { Job } from '../threads/job.ts'
import { launchWindows } from './window-job.ts'

/** Runs a window job over all positions of some volumes: its own arguments are the addresses of dense views. */
export type RunPool = (volumes: View, outputs: View, window: Window, operands: readonly View[]) => void

/** What a pooling kernel needs on an instance: its job, on views of any strides. `volumes` and `outputs` tell the shapes. */
export function emitPool(module: Module, job: Job): (runtime: Runtime) => RunPool {
  const bindReadable = emitWithReadable(module)
  return (runtime) => {
    const withReadable: WithReadable = bindReadable(runtime)
    return (volumes, outputs, window, operands) =>
      withReadable(operands, (...dense) =>
        launchWindows(runtime, job, volumes.shape, outputs.shape, window, dense.map(addressOf)),
      )
  }
}
