import type { KernelName, Kernels } from '@thinned/tensor'
import type { EmitKernel, Target } from './kernel.ts'
import * as kernels from './kernels/index.ts'
import { Linker, type MemoryLimits } from './linking/linker.ts'
import { emitReplay } from './program/emit-replay.ts'
import type { Exports, Memory } from './runtime/platform.ts'
import type { Runtime } from './runtime/runtime.ts'
import { emitFork } from './threads/fork.ts'

/** Kernels by name, each behind a function that links it. */
export type LinkKernels = { readonly [K in KernelName]?: () => Kernels[K] }

/** The kernels for a target. The functions that run jobs on threads are linked, and each kernel when it is first used. */
export interface Build {
  readonly target: Target
  readonly linker: Linker
  readonly exports: Exports
  /** The kernels, on a runtime of this build. */
  bind(runtime: Runtime): LinkKernels
}

type AnyRunKernel = (runtime: Runtime, ...operands: readonly unknown[]) => void

/** Starts a build on a memory. Default: of all kernels; any selection works alone. */
export function build(
  target: Target,
  memory: Memory,
  limits: MemoryLimits,
  { names, attempt = 0 }: { readonly names?: readonly KernelName[]; readonly attempt?: number } = {},
): Build {
  const linker = new Linker(memory, limits, JSON.stringify([target, attempt]))
  const { exports } = linker.link((module) => emitReplay(module, emitFork(module)))
  const chosen = (Object.entries(kernels) as [KernelName, EmitKernel<KernelName>][]).filter(
    ([name]) => names?.includes(name) ?? true,
  )
  return {
    target,
    linker,
    exports,
    bind: (runtime) =>
      Object.fromEntries(
        chosen.map(([name, emit]) => {
          const link = (): unknown =>
            (linker.once(name, (module) => emit(module, target)) as AnyRunKernel).bind(undefined, runtime)
          return [name, link]
        }),
      ) as LinkKernels,
  }
}
