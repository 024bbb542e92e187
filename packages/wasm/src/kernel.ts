import type { KernelName, Kernels } from '@thinned/tensor'
import type { Module } from './emit/module.ts'
import type { Runtime } from './runtime/runtime.ts'

/** What the module is written for. */
export interface Target {
  /** Vectors of four floats in a panel of the product kernels: 16 where the engine joins pairs to 256 bits, else 8. */
  readonly panelVectors: 8 | 16
  /** Multiply and add in one instruction, which gives up the bits of the reference. */
  readonly relaxed: boolean
}

/** A kernel: first its functions are written into the module; then, on an instance, it becomes what the contract asks for. */
export type EmitKernel<K extends KernelName> = (module: Module, target: Target) => (runtime: Runtime) => Kernels[K]
