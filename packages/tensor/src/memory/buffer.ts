import type { Backend } from '../backend.ts'
import type { DType } from '../dtype.ts'
import type { Storage } from '../view.ts'

/** Buffers that the garbage collector may find before their last release. */
let collected: FinalizationRegistry<Pick<Buffer, 'backend' | 'storage'>> | undefined

/**
 * A storage with a count of its holders: handles, views and graph nodes. The last release frees it. `version` counts the writes in place, so
 * that a backward pass notices a change of a saved tensor.
 */
export class Buffer {
  readonly backend: Backend
  readonly storage: Storage
  version = 0
  #holders = 0
  #isReclaimed = false

  constructor(backend: Backend, dtype: DType, length: number) {
    this.backend = backend
    this.storage = backend.allocate(dtype, length)
  }

  hold(): void {
    this.#holders++
  }

  release(): void {
    this.#holders--
    if (this.#holders > 0) return
    if (this.#isReclaimed) collected?.unregister(this)
    this.backend.free(this.storage)
  }

  /** From now on the storage is freed, too, when nothing refers to this buffer any more: a handle, view or graph node, whatever their count. */
  reclaim(): void {
    if (this.#holders === 0 || this.#isReclaimed || typeof FinalizationRegistry === 'undefined') return
    this.#isReclaimed = true
    collected ??= new FinalizationRegistry(({ backend, storage }) => backend.free(storage))
    collected.register(this, { backend: this.backend, storage: this.storage }, this)
  }
}
