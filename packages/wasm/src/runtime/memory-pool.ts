import { bytesPerElement, type DType } from '@thinned/tensor'
import type { Arena } from '../program/arena.ts'
import type { Holds } from '../program/holds.ts'
import { WasmError } from '../wasm-error.ts'
import { type FreeRange, FreeRanges } from './free-ranges.ts'
import type { Memory } from './platform.ts'

const PAGE = 65536
/** Bytes behind the last block that kernels may read: a vector may begin in a row and end behind it. */
const BEHIND = 64

/** Free blocks are joined for a request that finds none where this many bytes wait in them, and half as many as are in use. */
const WORTH_JOINING = 1 << 23

/**
 * Allocates the memory of tensors. Freed blocks wait in a list for each size class, eight classes to a power of two: a steady-state step
 * reuses its blocks, and a block wastes an eighth at most. Where no block of the class waits, all free blocks are joined with their
 * neighbors and cut anew, so freed memory serves any size. The memory grows where no free range fits. Addresses follow from the calls alone.
 */
export class MemoryPool {
  readonly #memory: Memory
  /** Freed blocks by size. */
  readonly #waiting = new Map<number, number[]>()
  readonly #ranges = new FreeRanges()
  readonly #maximumPages: number
  readonly #onGrow: () => void
  #top: number
  #end: number
  /** The bytes of the blocks in `waiting`. */
  #waitingBytes = 0
  buffers = 0
  bytes = 0
  /** Where blocks come from in a phase of a trace. */
  arena: Arena | undefined
  /** The arenas that have blocks, and who holds released blocks back. */
  readonly arenas: Set<Arena> = new Set()
  readonly holds: Set<Holds> = new Set()

  constructor(memory: Memory, first: number, maximumPages: number, onGrow: () => void) {
    this.#onGrow = onGrow
    this.#memory = memory
    this.#maximumPages = maximumPages
    this.#top = first
    this.#end = memory.buffer.byteLength
  }

  /** Returns the address of a block, a multiple of 64. `what` names its purpose in the error for exhausted memory. */
  allocate(bytes: number, what: () => string): number {
    return this.arena === undefined ? this.allocateApart(bytes, what) : this.arena.allocate(bytes, what)
  }

  /** `allocate`, also in a phase of a trace outside of its arena. */
  allocateApart(bytes: number, what: () => string): number {
    const size = sizeClass(bytes)
    const waiting = this.#waiting.get(size)?.pop()
    if (waiting === undefined) return this.#take(size) ?? this.#extend(size, what)
    this.#waitingBytes -= size
    return waiting
  }

  /** Frees a block of `allocate`, with the number of bytes that was asked for. */
  release(address: number, bytes: number): void {
    if (this.arenas.size > 0 || this.holds.size > 0) {
      for (const arena of this.arenas) if (arena.release(address)) return
      for (const holds of this.holds) if (holds.keeps(address, bytes)) return
    }
    const size = sizeClass(bytes)
    const list = this.#waiting.get(size)
    if (list) list.push(address)
    else this.#waiting.set(size, [address])
    this.#waitingBytes += size
  }

  /** Takes a block out of a free range. Joins free blocks before that, where enough of them were freed to be worth the time. */
  #take(size: number): number | undefined {
    const address = this.#ranges.take(size)
    if (address !== undefined || !this.#isWorthJoining()) return address
    this.#join()
    return this.#ranges.take(size)
  }

  /**
   * A loop whose steps need the same blocks finds them waiting. Joined blocks would have to be cut anew in each step, so that memory grows by a
   * part of what is in use before they are.
   */
  #isWorthJoining(): boolean {
    return this.#waitingBytes >= Math.max(this.bytes / 2, WORTH_JOINING)
  }

  #join(): void {
    const blocks: FreeRange[] = []
    for (const [bytes, addresses] of this.#waiting) for (const address of addresses) blocks.push({ address, bytes })
    this.#waiting.clear()
    this.#top = this.#ranges.join(blocks, this.#top)
    this.#waitingBytes = 0
  }

  #extend(size: number, what: () => string): number {
    if (!this.#reach(size) && this.#waitingBytes > 0) {
      this.#join()
      const address = this.#ranges.take(size)
      if (address !== undefined) return address
    }
    if (!this.#reach(size))
      throw new WasmError(
        `There is no memory for ${what()}: ${this.bytes} bytes are in use in ${this.buffers} buffers, of ${this.#maximumPages * PAGE} at most. Dispose of tensors (scope, using) and of models (disposeParams), or use smaller batches.`,
        { code: 'out-of-memory' },
      )
    const address = this.#top
    this.#top = address + size
    return address
  }

  /** Whether the memory has `size` bytes from the top on. It grows where it has not. */
  #reach(size: number): boolean {
    const missing = this.#top + size + BEHIND - this.#end
    if (missing <= 0) return true
    const needed = Math.ceil(missing / PAGE)
    const have = this.#end / PAGE
    if (needed > this.#maximumPages - have) return false
    const generous = Math.min(Math.max(needed, have >> 2), this.#maximumPages - have)
    return this.#grow(generous) || this.#grow(needed)
  }

  #grow(pages: number): boolean {
    try {
      this.#memory.grow(pages)
    } catch {
      return false
    }
    this.#end += pages * PAGE
    this.#onGrow()
    return true
  }
}

export function bytesOf(dtype: DType, length: number): number {
  return length * bytesPerElement(dtype)
}

/** The smallest size class for a number of bytes: k · 2^e with 8 ≤ k ≤ 16, a multiple of 64. */
function sizeClass(bytes: number): number {
  if (bytes <= 64) return 64
  const unit = Math.max(64, 1 << (28 - Math.clz32(bytes - 1)))
  return Math.ceil(bytes / unit) * unit
}
