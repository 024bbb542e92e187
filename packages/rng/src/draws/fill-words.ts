import { eightBlocks } from '../generators/eight-blocks.ts'

/** The last counter word of a stream; masks have 0 or 1 there. */
const DRAW = 2

/** Words in a group of eight blocks. */
const GROUP = 32

/** Scratch memory. */
const oneGroup = new Int32Array(GROUP)

/**
 * The law of a stream: word i is word ⌊i/8⌋ mod 4 of the Threefry4x32-20 block with key words (k0, k1, 0, 0) and counter
 * words (8⌊i/32⌋ + i mod 8 in two words, low first, then 0, then 2).
 *
 * Writes words `start` … `start + out.length − 1`, signed.
 */
export function fillWords(k0: number, k1: number, out: Int32Array, start: number): void {
  let group = Math.floor(start / GROUP)
  let offset = 0
  // Full groups go straight to the output; a group that is cut, at either end, is drawn into scratch memory.
  while (offset < out.length) {
    const from = start + offset - group * GROUP
    const count = Math.min(GROUP - from, out.length - offset)
    if (count === GROUP) fillGroup(k0, k1, group, 0, 0, 8, out, offset)
    else {
      const first = from % 8
      const cutsBlocks = first + count <= 8
      fillGroup(k0, k1, group, 0, cutsBlocks ? first : 0, cutsBlocks ? first + count : 8, oneGroup, 0)
      for (let i = 0; i < count; i++) out[offset + i] = oneGroup[from + i]!
    }
    offset += count
    group++
  }
}

/**
 * Attempt a at word i of a stream, signed: the law of word i, with a for the third counter word, so that attempt 0 is
 * word i. For draws by rejection.
 */
export function wordAttempt(k0: number, k1: number, i: number, attempt: number): number {
  const block = i % 8
  fillGroup(k0, k1, Math.floor(i / GROUP), attempt, block, block + 1, oneGroup, 0)
  return oneGroup[i % GROUP]!
}

function fillGroup(
  k0: number,
  k1: number,
  group: number,
  attempt: number,
  from: number,
  to: number,
  out: Int32Array,
  offset: number,
): void {
  const counter = 8 * group
  eightBlocks(k0, k1, counter | 0, Math.floor(counter / 0x100000000), attempt, DRAW, from, to, out, offset)
}
