import type { Backend, MemoryUse } from '../backend.ts'
import { bytesPerElement, type DType, dtypes, newArray, type TypedArray } from '../dtype.ts'
import { TensorError } from '../tensor-error.ts'
import type { Storage } from '../view.ts'
import * as kernels from './kernels/index.ts'
import { type ReferenceStorage, valuesOf } from './storage.ts'

/**
 * A backend in plain TypeScript, of every dtype: clear before fast. All other backends are compared with it.
 *
 * @example
 * ```ts
 * import { referenceBackend, zeros } from '@thinned/tensor'
 *
 * const backend = referenceBackend()
 * zeros([256], { backend })
 * console.log(backend.memory()) // { buffers: 1, bytes: 1024 }
 * ```
 */
export function referenceBackend(): Backend {
  let buffers = 0
  let bytes = 0
  const count = (storage: Storage, sign: 1 | -1) => {
    buffers += sign
    bytes += sign * storage.length * bytesPerElement(storage.dtype)
  }
  return {
    name: 'reference',
    syncRead: true,
    dtypes,
    kernels,
    fallbacks: new Map(),
    allocate(dtype: DType, length: number): Storage {
      const storage: ReferenceStorage = { dtype, length, values: newArray(dtype, length) }
      count(storage, 1)
      return storage
    },
    free(storage: Storage): void {
      count(storage, -1)
    },
    write(storage: Storage, data: TypedArray): void {
      if (data.length !== storage.length) {
        throw new TensorError(`A storage of ${storage.length} elements cannot be written with ${data.length}.`)
      }
      valuesOf(storage).set(data)
    },
    async read(storage: Storage, from?: number, to?: number): Promise<TypedArray> {
      return valuesOf(storage).slice(from, to)
    },
    readSync(storage: Storage, from?: number, to?: number): TypedArray {
      return valuesOf(storage).slice(from, to)
    },
    memory(): MemoryUse {
      return { buffers, bytes }
    },
  }
}

/**
 * The default backend of `tensor()` and the other creators.
 *
 * @example
 * ```ts
 * import { reference, tensor } from '@thinned/tensor'
 *
 * const before = reference.memory().bytes
 * const x = tensor([1, 2, 3])
 * console.log(x.backend === reference, reference.memory().bytes - before) // true 12
 * ```
 */
export const reference: Backend = /* @__PURE__ */ referenceBackend()
