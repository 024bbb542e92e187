import type { DType, TypedArray } from './dtype.ts'
import type * as referenceKernels from './reference/kernels/index.ts'
import type { Storage } from './view.ts'

/**
 * The kernels of the contract. The folder of the reference kernels is the list: one file each, whose signature and
 * documented order of operations bind every backend. A kernel writes all of its first argument, `out`, and nothing else (steps of
 * optimizers: the operands that they rewrite in place); shapes were checked before it is called, and operands that broadcast arrive stretched, with strides of 0.
 */
export type Kernels = typeof referenceKernels

export type KernelName = keyof Kernels

/** What the allocator of a backend has handed out and not got back. */
export interface MemoryUse {
  readonly buffers: number
  readonly bytes: number
}

/**
 * Where tensors live and are computed. Kernels are called synchronously and may only enqueue; `read` waits for them.
 *
 * A backend that reads synchronously may leave kernels out: the reference kernel then runs in their place on copies, and
 * `fallbacks` counts it under the kernel's name. Elsewhere a missing kernel is an error.
 */
export interface Backend {
  readonly name: string
  /** Whether `readSync` exists. */
  readonly syncRead: boolean
  /** The dtypes it can hold. */
  readonly dtypes: readonly DType[]
  readonly kernels: Partial<Kernels>
  /** How often the reference stood in, by kernel. */
  readonly fallbacks: Map<string, number>
  /** Room for `length` elements, whose values are not specified. */
  allocate(dtype: DType, length: number): Storage
  free(storage: Storage): void
  /** Overwrites the whole storage with `data` (row-major, as long as the storage). */
  write(storage: Storage, data: TypedArray): void
  /** A copy of the whole storage, row-major. */
  read(storage: Storage): Promise<TypedArray>
  readSync?(storage: Storage): TypedArray
  memory(): MemoryUse
}
