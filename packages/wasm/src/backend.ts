import type { Backend, DType, Storage, TypedArray } from '@thinned/tensor'
import type { Build } from './build.ts'
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
  /** The number of chunks that each thread has executed. Kernels that ran on one thread do not count. */
  executed(): number[]
  /** Ends the other threads. The backend continues on the caller's thread. */
  close(): void
}

/** Makes the backend of a build and its runtime. `close` ends the other threads. */
export function makeBackend(runtime: Runtime, build: Build, close: () => void): WasmBackend {
  const kernels = build.bind(runtime)
  const { pool } = runtime
  const elements = (storage: Storage): TypedArray => {
    const { address, dtype, length } = storage as WasmStorage
    const { buffer } = runtime.u8
    if (dtype === 'float32') return new Float32Array(buffer, address, length)
    if (dtype === 'int32') return new Int32Array(buffer, address, length)
    return new Uint8Array(buffer, address, length)
  }
  const read = (storage: Storage): TypedArray => elements(storage).slice()
  return {
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
      elements(storage).set(data)
    },
    read: async (storage) => read(storage),
    readSync: read,
    memory: () => ({ buffers: pool.buffers, bytes: pool.bytes }),
    vectorBits: build.target.panelVectors === 16 ? 256 : 128,
    get threads() {
      return runtime.threads
    },
    get lost() {
      return runtime.lost
    },
    executed: () => runtime.executed(),
    close,
  }
}
