/** A free range of addresses, whose length is a multiple of 64. */
export interface FreeRange {
  readonly address: number
  readonly bytes: number
}

/**
 * Free ranges by size class, eight classes to a power of two. A request takes a range of the smallest class that fits, and leaves the rest
 * of it; `join` makes one range of neighbors.
 */
export class FreeRanges {
  readonly #ranges: FreeRange[][] = []
  #count = 0

  /** The number of ranges. */
  get count(): number {
    return this.#count
  }

  /** Takes the front of a range: returns its address, undefined where no range is known to fit. `bytes` are those of a size class. */
  take(bytes: number): number | undefined {
    for (let index = classIndex(bytes); index < this.#ranges.length; index++) {
      const range = this.#ranges[index]?.pop()
      if (!range) continue
      this.#count--
      if (range.bytes > bytes) this.#add({ address: range.address + bytes, bytes: range.bytes - bytes })
      return range.address
    }
    return undefined
  }

  /** Adds ranges and joins all neighbors. A range that ends at `top` is taken out: returns its address, else `top`. */
  join(more: readonly FreeRange[], top: number): number {
    const sorted = [...this.#ranges.flat(), ...more].sort((a, b) => b.address - a.address)
    this.#ranges.length = 0
    this.#count = 0
    let end = top
    // From the highest address to the lowest, so that `take` finds the lowest range of a class first.
    for (let i = 0; i < sorted.length; ) {
      let { address, bytes } = sorted[i++]!
      while (i < sorted.length && sorted[i]!.address + sorted[i]!.bytes === address) {
        address = sorted[i]!.address
        bytes += sorted[i++]!.bytes
      }
      if (address + bytes === end) end = address
      else this.#add({ address, bytes })
    }
    return end
  }

  #add(range: FreeRange): void {
    this.#count++
    const index = classIndex(range.bytes)
    const ranges = this.#ranges[index]
    if (ranges) ranges.push(range)
    else this.#ranges[index] = [range]
  }
}

/** The number of the largest size class of at most `bytes`, a multiple of 64 from 64. */
function classIndex(bytes: number): number {
  const units = bytes / 64
  const shift = Math.max(0, 28 - Math.clz32(units))
  return 8 * shift + (units >>> shift)
}
