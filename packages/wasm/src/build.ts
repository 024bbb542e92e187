import type { KernelName, Kernels } from '@thinned/tensor'
import { Module } from './emit/module.ts'
import type { EmitKernel, Target } from './kernel.ts'
import * as kernels from './kernels/index.ts'
import type { Library, Linker } from './linking/linker.ts'
import { emitReplay } from './program/emit-replay.ts'
import type { Exports } from './runtime/platform.ts'
import type { Runtime } from './runtime/runtime.ts'
import { emitFork } from './threads/fork.ts'

/** Kernels by name, each behind a function that links it. */
export type LinkKernels = { readonly [K in KernelName]?: () => Kernels[K] }

/** The kernels for a target. Each is linked when it is first used. */
export interface Build {
  readonly target: Target
  /** Emits kernels, which are linked when they are first used. */
  emit(names: readonly KernelName[]): void
  /** The kernels, on a runtime of this build. */
  bind(runtime: Runtime): LinkKernels
}

type AnyRunKernel = (runtime: Runtime, ...operands: readonly unknown[]) => void

/** The kernels of the first step of a dense network. */
export const FIRST: readonly KernelName[] = [
  'normal',
  'fill',
  'mul',
  'add',
  'affine',
  'crossEntropy',
  'sum',
  'crossEntropyGradient',
  'reluGradient',
]

/** Links the functions that run jobs on threads. */
export function linkCore(linker: Linker): Exports {
  const module = new Module()
  emitReplay(module, emitFork(module))
  return linker.link(module)
}

/** The kernels for a target, from a library of their own. Default: all kernels; any selection works alone. */
export function build(target: Target, library: Library, names?: readonly KernelName[]): Build {
  const chosen = (Object.entries(kernels) as [KernelName, EmitKernel<KernelName>][]).filter(
    ([name]) => names?.includes(name) ?? true,
  )
  return {
    target,
    emit(names) {
      for (const [name, emit] of chosen) if (names.includes(name)) library.emit(name, (module) => emit(module, target))
    },
    bind: (runtime) =>
      Object.fromEntries(
        chosen.map(([name, emit]) => {
          const link = (): unknown =>
            (library.once(name, (module) => emit(module, target)) as AnyRunKernel).bind(undefined, runtime)
          return [name, link]
        }),
      ) as LinkKernels,
  }
}
