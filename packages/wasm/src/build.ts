import type { KernelName, Kernels } from '@thinned/tensor'
import { Module } from './emit/module.ts'
import type { EmitKernel, Target } from './kernel.ts'
import * as definitions from './kernels/index.ts'
import { type CompiledModule, type Exports, type Memory, platform } from './runtime/platform.ts'
import type { Runtime } from './runtime/runtime.ts'
import { emitFork } from './threads/fork.ts'

export interface MemoryLimits {
  readonly shared: boolean
  readonly initial: number
  readonly maximum: number
}

/** The module for a target, compiled, with an instance on the memory. */
export interface Build {
  readonly target: Target
  readonly compiled: CompiledModule
  readonly exports: Exports
  /** The kernels on a runtime of this build. */
  bind(runtime: Runtime): Partial<Kernels>
}

/** Writes and compiles the module. An engine that has compiled the same bytes before takes that: `attempt` makes others of them. */
export async function build(target: Target, memory: Memory, limits: MemoryLimits, attempt = 0): Promise<Build> {
  const module = new Module()
  emitFork(module)
  const binders = (Object.entries(definitions) as [KernelName, EmitKernel<KernelName>][]).map(
    ([name, define]) => [name, define(module, target)] as const,
  )
  const compiled = await platform.WebAssembly!.compile(module.bytes(limits, JSON.stringify([target, attempt])))
  const { exports } = new platform.WebAssembly!.Instance(compiled, { env: { memory } })
  return {
    target,
    compiled,
    exports,
    bind: (runtime) => Object.fromEntries(binders.map(([name, make]) => [name, make(runtime)])) as Partial<Kernels>,
  }
}
