import type { KernelName, Kernels } from '@thinned/tensor'
import type { Module } from './emit/module.ts'
import type { Runtime } from './runtime/runtime.ts'

/** What a module is emitted for. */
export interface Target {
  /** Vectors of four floats in a panel of the products: 16 where the engine joins pairs to 256 bits, else 8. */
  readonly panelVectors: 8 | 16
  /** Multiply and add in one instruction: faster, without the bits of the reference. */
  readonly relaxed: boolean
}

/** A kernel of the Backend contract, with the runtime before its arguments. */
export type RunKernel<K extends KernelName> = (runtime: Runtime, ...operands: Parameters<Kernels[K]>) => void

/**
 * A kernel's definition: emits its functions, and those of its helpers, into a module, and returns the function that runs it. The
 * helpers have the same form: `emitX(module)` returns a function that takes the runtime first. `module.once` emits shared ones once.
 */
export type EmitKernel<K extends KernelName> = (module: Module, target: Target) => RunKernel<K>
