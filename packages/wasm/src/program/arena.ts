import type { MemoryPool } from '../runtime/memory-pool.ts'

/** A place in an arena: the number of a block, and the bytes before it in the block. */
export interface Place {
  readonly block: number
  readonly offset: number
}

interface Block {
  readonly address: number
  readonly bytes: number
  /** The number of the block in the order of their making. */
  readonly number: number
  isFree: boolean
}

/**
 * The memory of a trace: blocks of the pool, which only the traced work uses again. The same calls lead to the same blocks, so that places of
 * two arenas can be compared.
 */
export class Arena {
  readonly #pool: MemoryPool
  readonly #blocks = new Map<number, Block>()
  /** Free blocks by size. */
  readonly #free = new Map<number, Block[]>()
  #sorted: Block[] | undefined

  constructor(pool: MemoryPool) {
    this.#pool = pool
  }

  allocate(bytes: number, what: () => string): number {
    const block = this.#free.get(bytes)?.pop()
    if (block) {
      block.isFree = false
      return block.address
    }
    const address = this.#pool.allocateApart(bytes, what)
    this.#blocks.set(address, { address, bytes, number: this.#blocks.size, isFree: false })
    this.#pool.arenas.add(this)
    this.#sorted = undefined
    return address
  }

  /** Takes back a block. Returns false where it is of another owner. */
  release(address: number): boolean {
    const block = this.#blocks.get(address)
    if (!block) return false
    block.isFree = true
    const waiting = this.#free.get(block.bytes)
    if (waiting) waiting.push(block)
    else this.#free.set(block.bytes, [block])
    return true
  }

  /** The place of an address; undefined outside of the arena. */
  placeOf(address: number): Place | undefined {
    this.#sorted ??= [...this.#blocks.values()].sort((a, b) => a.address - b.address)
    let [low, high] = [0, this.#sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#sorted[middle]!.address <= address) low = middle + 1
      else high = middle
    }
    const block = this.#sorted[low - 1]
    if (!block || address >= block.address + Math.max(block.bytes, 1)) return undefined
    return { block: block.number, offset: address - block.address }
  }

  /** Gives the free blocks back to the pool. The others go there when their tensors are disposed of. */
  close(): void {
    this.#pool.arenas.delete(this)
    for (const { address, bytes, isFree } of this.#blocks.values()) if (isFree) this.#pool.release(address, bytes)
    this.#blocks.clear()
    this.#free.clear()
    this.#sorted = []
  }
}
