import type { DType, TypedArray } from './dtype.ts'
import type * as referenceKernels from './reference/kernels/index.ts'
import type { Trace } from './trace.ts'
import type { Storage } from './view.ts'

/**
 * The kernels of the contract. The reference kernels are the list: their signatures and documented orders of operations bind every backend. A
 * kernel writes all of its first argument, `out`, and no other memory; steps of optimizers write the operands that they update in place. The
 * ops check shapes before they call a kernel. Operands are broadcast already, with strides of 0.
 */
export type Kernels = typeof referenceKernels

export type KernelName = keyof Kernels

/** The buffers that a backend has allocated and not freed. */
export interface MemoryUse {
  readonly buffers: number
  readonly bytes: number
}

/**
 * The memory and the kernels of tensors. A call of a kernel is synchronous and may only enqueue the work; `read` waits for it.
 *
 * A backend that reads synchronously may omit kernels: the reference kernel then runs on copies, and `fallbacks` counts it under the kernel's
 * name. On other backends a missing kernel is an error.
 */
export interface Backend {
  readonly name: string
  /** Whether `readSync` exists. */
  readonly syncRead: boolean
  /** The supported dtypes. */
  readonly dtypes: readonly DType[]
  readonly kernels: Partial<Kernels>
  /** The number of calls of the reference kernel instead, by kernel. */
  readonly fallbacks: Map<string, number>
  /** Memory for `length` elements, whose values are not specified. */
  allocate(dtype: DType, length: number): Storage
  free(storage: Storage): void
  /** Overwrites all elements with `data` (row-major, of the storage's length), which stays with the caller. */
  write(storage: Storage, data: TypedArray): void
  /** A copy of the elements from number `from` (default 0) to before number `to` (default: the length), row-major. */
  read(storage: Storage, from?: number, to?: number): Promise<TypedArray>
  readSync?(storage: Storage, from?: number, to?: number): TypedArray
  /** What is in use now. What the program dropped counts until it is freed; what the garbage collector frees goes between two tasks of the event loop. */
  memory(): MemoryUse
  /**
   * Calls `check` with elements that it does not keep: it throws where they are wrong, and does nothing else. A program calls it again, before
   * the kernels of its phase. Without this, ops read the elements.
   */
  check?(storage: Storage, from: number, to: number, check: (values: TypedArray) => void): void
  /** Begins a trace: the kernels that phases start, which a program can run again without the JavaScript that called them. */
  trace?(): Trace
}
