import { bytesPerElement, type DType } from '@thinned/tensor'
import { WasmError } from '../wasm-error.ts'
import type { Memory } from './platform.ts'

const PAGE = 65536

/**
 * Allocates the memory of tensors. Freed blocks go to a list for each size class, eight classes to a power of two: a steady-state step
 * reuses its blocks, and a block wastes an eighth at most. The memory grows where no freed block fits.
 */
export class MemoryPool {
  readonly #memory: Memory
  readonly #free = new Map<number, number[]>()
  readonly #maximumPages: number
  readonly #onGrow: () => void
  #top: number
  #end: number
  buffers = 0
  bytes = 0

  constructor(memory: Memory, first: number, maximumPages: number, onGrow: () => void) {
    this.#onGrow = onGrow
    this.#memory = memory
    this.#maximumPages = maximumPages
    this.#top = first
    this.#end = memory.buffer.byteLength
  }

  /** Returns the address of a block, a multiple of 64. `what` names its purpose in the error for exhausted memory. */
  allocate(bytes: number, what: () => string): number {
    const size = sizeClass(bytes)
    return this.#free.get(size)?.pop() ?? this.#extend(size, what)
  }

  /** Frees a block of `allocate`, with the number of bytes that was asked for. */
  release(address: number, bytes: number): void {
    const size = sizeClass(bytes)
    const list = this.#free.get(size)
    if (list) list.push(address)
    else this.#free.set(size, [address])
  }

  #extend(size: number, what: () => string): number {
    const address = this.#top
    if (address + size > this.#end) {
      const needed = Math.ceil((address + size - this.#end) / PAGE)
      const have = this.#end / PAGE
      const generous = Math.min(Math.max(needed, have >> 2), this.#maximumPages - have)
      if (needed > this.#maximumPages - have || !(this.#grow(generous) || this.#grow(needed))) {
        throw new WasmError(
          `There is no memory for ${what()}: ${this.bytes} bytes are in use in ${this.buffers} buffers, of ${this.#maximumPages * PAGE} at most. Dispose of tensors (scope, using), or use smaller batches.`,
        )
      }
    }
    this.#top = address + size
    return address
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
