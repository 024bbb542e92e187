import type { Backend, DType, KernelName, Storage, TypedArray } from '@thinned/tensor'
import type { Build } from './build.ts'
import { type CheckMemory, checkedKernels } from './checks/checked-kernels.ts'
import { WasmTrace } from './program/trace.ts'
import { bytesOf } from './runtime/memory-pool.ts'
import type { Runtime } from './runtime/runtime.ts'
import type { WasmStorage } from './storage.ts'
import { WasmError } from './wasm-error.ts'

/** The WASM backend, and its state. */
export interface WasmBackend extends Backend {
  /** Bits of the vectors in products: 256 where the engine joins pairs of 128-bit vectors. */
  readonly vectorBits: 128 | 256
  /** The number of threads, the caller's included. */
  readonly threads: number
  /** Why only the caller's thread is left, where more were started or could not start. */
  readonly lost: string | undefined
  /**
   * The kernels that did not give the bits of the reference in the check before their first use, and a sentence that says so. The reference
   * computes them, counted in `fallbacks`. Empty where all is well.
   */
  readonly wrongKernels: ReadonlyMap<KernelName, string>
  /** The number of chunks that each thread has executed. Kernels that ran on one thread do not count. */
  executed(): number[]
  /** Ends the other threads. The backend continues on the caller's thread. A backend that is dropped is closed some time later. */
  close(): void
  /** `close`, for `using`. */
  [Symbol.dispose](): void
}

/** Makes the backend of a build and its runtime. `close` ends the other threads. */
export function makeBackend(runtime: Runtime, build: Build, close: () => void): WasmBackend {
  const wrong = new Map<KernelName, string>()
  const { pool } = runtime
  const elements = ({ address, dtype, length }: WasmStorage): TypedArray => runtime.elements(address, dtype, length)
  const write = (storage: Storage, data: TypedArray): void =>
    runtime.write((storage as WasmStorage).address, storage.dtype, data)
  const readNow = (storage: Storage, from?: number, to?: number): TypedArray =>
    elements(storage as WasmStorage).slice(from, to)
  const read = (storage: Storage, from?: number, to?: number): TypedArray => {
    runtime.notes?.refuse('the work read numbers of a tensor')
    return readNow(storage, from, to)
  }
  const memory: CheckMemory = {
    ...checkMemory(runtime),
    write,
    readSync: readNow,
    apart: (fn) => runtime.apart(fn),
  }
  const onWrong = (name: KernelName, reason: string): void => void wrong.set(name, reason)
  const kernels = checkedKernels(build.bind(runtime), memory, build.target.relaxed, () => backend, onWrong)
  const backend: WasmBackend = {
    name: 'wasm',
    syncRead: true,
    dtypes: ['float32', 'int32', 'uint8'],
    kernels,
    fallbacks: new Map(),
    allocate(dtype: DType, length: number): WasmStorage {
      const bytes = bytesOf(dtype, length)
      const address = pool.allocate(bytes, () => `${length} elements of ${dtype}`)
      pool.buffers++
      pool.bytes += bytes
      return { dtype, length, address }
    },
    free(storage: Storage): void {
      const { address, dtype, length } = storage as WasmStorage
      const bytes = bytesOf(dtype, length)
      pool.release(address, bytes)
      pool.buffers--
      pool.bytes -= bytes
    },
    write(storage: Storage, data: TypedArray): void {
      if (data.length !== storage.length)
        throw new WasmError(`A storage of ${storage.length} elements cannot be written with ${data.length}.`)
      write(storage, data)
    },
    read: async (storage, from, to) => read(storage, from, to),
    readSync: read,
    check(storage: Storage, from: number, to: number, check: (values: TypedArray) => void): void {
      const { dtype } = storage
      const address = (storage as WasmStorage).address + bytesOf(dtype, from)
      check(runtime.elements(address, dtype, to - from))
      runtime.notes?.check(address, dtype, to - from, check)
    },
    trace: () => new WasmTrace(runtime, backend.fallbacks),
    memory: () => ({ buffers: pool.buffers, bytes: pool.bytes }),
    vectorBits: build.target.panelVectors === 16 ? 256 : 128,
    get threads() {
      return runtime.threads
    },
    get lost() {
      return runtime.lost
    },
    wrongKernels: wrong,
    executed: () => runtime.executed(),
    close,
    [Symbol.dispose]: close,
  }
  return backend
}

/** Bytes for the operands of a check. */
const CHECK_BYTES = 16384

/** Memory for the operands of one check at a time, which is there though the rest may be in use. */
function checkMemory(runtime: Runtime): Pick<CheckMemory, 'allocate' | 'free'> {
  const first = runtime.constant('operands of a check', () => new Uint8Array(CHECK_BYTES))
  let [next, held] = [first, 0]
  return {
    allocate(dtype, length): WasmStorage {
      const address = next
      if (address + bytesOf(dtype, length) > first + CHECK_BYTES)
        throw new WasmError(`The operands of a check need more than ${CHECK_BYTES} bytes.`)
      held++
      next += Math.ceil(bytesOf(dtype, length) / 64) * 64
      return { dtype, length, address }
    },
    free() {
      held--
      if (held === 0) next = first
    },
  }
}
