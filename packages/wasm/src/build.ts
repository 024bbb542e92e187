import type { KernelName, Kernels } from '@thinned/tensor'
import { Module } from './emit/module.ts'
import type { EmitKernel, Target } from './kernel.ts'
import * as kernels from './kernels/index.ts'
import { emitReplay } from './program/emit-replay.ts'
import { type CompiledModule, type Exports, type Memory, platform } from './runtime/platform.ts'
import type { Runtime } from './runtime/runtime.ts'
import { emitFork } from './threads/fork.ts'
import { messageOf, WasmError } from './wasm-error.ts'

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
  emitReplay(module, emitFork(module))
  const runs = (Object.entries(kernels) as [KernelName, EmitKernel<KernelName>][])
    .filter(([name]) => names?.includes(name) ?? true)
    .map(([name, emit]) => [name, emit(module, target)] as const)
  const { compiled, exports } = await instantiate(module.bytes(limits, JSON.stringify([target, attempt])), memory)
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

/** Compiles a module and makes its instance. Whatever the engine throws becomes a WasmError. */
async function instantiate(bytes: Uint8Array, memory: Memory): Promise<Pick<Build, 'compiled' | 'exports'>> {
  try {
    const compiled = await platform.WebAssembly!.compile(bytes)
    return { compiled, exports: new platform.WebAssembly!.Instance(compiled, { env: { memory } }).exports }
  } catch (error) {
    throw refusal(error)
  }
}

/** What a refusal of the engine to compile or instantiate a module means. */
export function refusal(cause: unknown): WasmError {
  const said = messageOf(cause)
  const code = cause instanceof RangeError ? 'out-of-memory' : 'unsupported'
  const remedy = /content.security|\bcsp\b|unsafe-eval/i.test(said)
    ? `The page's Content Security Policy forbids it: add 'wasm-unsafe-eval' to its script-src, or use the reference backend.`
    : `Use the reference backend, or, where the page has a Content Security Policy, add 'wasm-unsafe-eval' to its script-src.`
  return new WasmError(`The engine refused to compile WebAssembly. ${remedy} It said: ${said}`, { code, cause })
}
