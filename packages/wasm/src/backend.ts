import type { Backend, DType, Storage, TypedArray } from '@thinned/tensor'
import type { Build } from './build.ts'
import { bytesOf } from './runtime/memory-pool.ts'
import type { Runtime } from './runtime/runtime.ts'
import type { WasmStorage } from './storage.ts'
import { WasmError } from './wasm-error.ts'

/** The WASM backend, with what it says about itself. */
export interface WasmBackend extends Backend {
  /** Bits of the vectors in its products: 256 where the engine joins pairs. */
  readonly vectorBits: 128 | 256
  /** Threads that take part. */
  readonly threads: number
  /** Why one thread is left, where more were started. */
  readonly lost: string | undefined
  /** How many chunks of divided kernels each thread has executed. */
  executed(): number[]
  /** Ends the threads. The backend goes on with the caller's. */
  close(): void
}

/** The backend of a build, on a runtime of it. `close` ends its threads. */
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
      const address = pool.take(bytes, () => `${length} elements of ${dtype}`)
      pool.buffers++
      pool.bytes += bytes
      return { dtype, length, address }
    },
    free(storage: Storage): void {
      const { address, dtype, length } = storage as WasmStorage
      const bytes = bytesOf(dtype, length)
      pool.give(address, bytes)
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
