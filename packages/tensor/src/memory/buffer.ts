import type { Backend } from '../backend.ts'
import type { DType } from '../dtype.ts'
import type { Storage } from '../view.ts'
import type { Deferred } from './deferred.ts'

/** Buffers that the garbage collector may find before their last release. */
let collected: FinalizationRegistry<Pick<Buffer, 'backend' | 'storage'>> | undefined

/**
 * A storage with a count of its holders: handles, views and graph nodes. The last release frees it. `version` counts the writes in place, so
 * that a backward pass notices a change of a saved tensor. Elements that are deferred are computed when the storage is first asked for, or
 * before an operand of theirs is written in place; so nobody can tell, but where nobody asks they are never computed.
 */
export class Buffer {
  readonly backend: Backend
  readonly dtype: DType
  version = 0
  #storage: Storage | undefined
  #deferred: Deferred | undefined
  /** The buffers whose deferred elements follow from those of this one. */
  #followers: Set<Buffer> | undefined
  #holders = 0
  #isReclaimed = false

  constructor(backend: Backend, dtype: DType, length: number, deferred?: Deferred) {
    this.backend = backend
    this.dtype = dtype
    this.#deferred = deferred
    if (!deferred) this.#storage = backend.allocate(dtype, length)
    else for (const { buffer } of deferred.operands) buffer.#follow(this)
  }

  get storage(): Storage {
    return this.#storage ?? this.#compute()
  }

  /** What the elements follow from, while they are not computed. */
  get deferred(): Deferred | undefined {
    return this.#deferred
  }

  hold(): void {
    this.#holders++
  }

  release(): void {
    this.#holders--
    if (this.#holders > 0) return
    if (this.#isReclaimed) collected?.unregister(this)
    if (this.#storage) this.backend.free(this.#storage)
    this.#forget()
  }

  /** Called before the elements are written in place. */
  beforeWrite(): void {
    if (this.#followers) for (const follower of this.#followers) follower.#compute()
  }

  /** From now on the storage is freed, too, when nothing refers to this buffer any more: a handle, view or graph node, whatever their count. */
  reclaim(): void {
    if (this.#holders === 0 || this.#isReclaimed || typeof FinalizationRegistry === 'undefined') return
    this.#isReclaimed = true
    collected ??= new FinalizationRegistry(({ backend, storage }) => backend.free(storage))
    collected.register(this, { backend: this.backend, storage: this.storage }, this)
  }

  #follow(follower: Buffer): void {
    this.#followers ??= new Set()
    this.#followers.add(follower)
  }

  #compute(): Storage {
    this.#storage = this.#deferred!.compute()
    this.#forget()
    return this.#storage
  }

  /** Drops the operands of deferred elements. */
  #forget(): void {
    const deferred = this.#deferred
    if (!deferred) return
    this.#deferred = undefined
    for (const operand of deferred.operands) {
      operand.buffer.#followers!.delete(this)
      operand.dispose()
    }
  }
}
