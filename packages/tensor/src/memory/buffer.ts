import type { Backend } from '../backend.ts'
import type { DType } from '../dtype.ts'
import type { Storage } from '../view.ts'

/**
 * A storage with a count of its holders: handles, views and graph nodes. The last release frees it. `version` counts the writes in place, so
 * that a backward pass notices a change of a saved tensor.
 */
export class Buffer {
  readonly backend: Backend
  readonly storage: Storage
  version = 0
  #holders = 0

  constructor(backend: Backend, dtype: DType, length: number) {
    this.backend = backend
    this.storage = backend.allocate(dtype, length)
  }

  hold(): void {
    this.#holders++
  }

  release(): void {
    this.#holders--
    if (this.#holders === 0) this.backend.free(this.storage)
  }
}
