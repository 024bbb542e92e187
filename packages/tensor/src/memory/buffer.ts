import type { Backend } from '../backend.ts'
import type { DType } from '../dtype.ts'
import type { Storage } from '../view.ts'

/**
 * A storage counted by those who hold it: handles, views and graph nodes. The last to let go gives it back.
 * `version` counts the writes in place, so that a backward pass notices that what it saved has changed.
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
