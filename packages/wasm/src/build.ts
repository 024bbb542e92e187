import type { KernelName, Kernels } from '@thinned/tensor'
import { Module } from './emit/module.ts'
import type { EmitKernel, Target } from './kernel.ts'
import * as kernels from './kernels/index.ts'
import { type CompiledModule, type Exports, type Memory, platform } from './runtime/platform.ts'
import type { Runtime } from './runtime/runtime.ts'
import { emitFork } from './threads/fork.ts'

/** Pages of 64 KiB of the memory that a module imports. */
export interface MemoryLimits {
  readonly shared: boolean
  readonly initial: number
  readonly maximum: number
}

/** A compiled module with an instance on the memory. */
export interface Build {
  readonly target: Target
  readonly compiled: CompiledModule
  readonly exports: Exports
  /** The kernels, on a runtime of this build. */
  bind(runtime: Runtime): Partial<Kernels>
}

type AnyRunKernel = (runtime: Runtime, ...operands: readonly unknown[]) => void

/**
 * Emits kernels into a module and compiles it. Default: all kernels; any selection works alone. `attempt` makes the bytes differ, because
 * an engine that has compiled the same bytes before takes its old code.
 */
export async function build(
  target: Target,
  memory: Memory,
  limits: MemoryLimits,
  { names, attempt = 0 }: { readonly names?: readonly KernelName[]; readonly attempt?: number } = {},
): Promise<Build> {
  const module = new Module()
  emitFork(module)
  const runs = (Object.entries(kernels) as [KernelName, EmitKernel<KernelName>][])
    .filter(([name]) => names?.includes(name) ?? true)
    .map(([name, emit]) => [name, emit(module, target)] as const)
  const compiled = await platform.WebAssembly!.compile(module.bytes(limits, JSON.stringify([target, attempt])))
  const { exports } = new platform.WebAssembly!.Instance(compiled, { env: { memory } })
  return {
    target,
    compiled,
    exports,
    bind: (runtime) =>
      Object.fromEntries(
        runs.map(([name, run]) => [name, (run as AnyRunKernel).bind(undefined, runtime)]),
      ) as Partial<Kernels>,
  }
}
