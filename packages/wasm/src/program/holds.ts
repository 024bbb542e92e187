import type { MemoryPool } from '../runtime/memory-pool.ts'

/**
 * Blocks of the pool that were released while a trace or program may still write to them. They go back to the pool at its end, so nothing else
 * lies there before.
 */
export class Holds {
  readonly #pool: MemoryPool
  readonly #isNeeded: (address: number, bytes: number) => boolean
  readonly #held: { readonly address: number; readonly bytes: number }[] = []

  constructor(pool: MemoryPool, isNeeded: (address: number, bytes: number) => boolean) {
    this.#pool = pool
    this.#isNeeded = isNeeded
    pool.holds.add(this)
  }

  /** Whether the block stays here for now. */
  keeps(address: number, bytes: number): boolean {
    if (!this.#isNeeded(address, bytes)) return false
    this.#held.push({ address, bytes })
    return true
  }

  /** Releases what it holds. */
  close(): void {
    this.#pool.holds.delete(this)
    for (const { address, bytes } of this.#held.splice(0)) this.#pool.release(address, bytes)
  }
}
