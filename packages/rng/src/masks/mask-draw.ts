import { formatValue } from '@thinned/schema'
import { eightBlocks } from '../generators/eight-blocks.ts'
import { checkKey, type Key } from '../keys/is-key.ts'
import { RngError } from '../rng-error.ts'

/**
 * The number of the mask law. Checkpoints record it, and any change of the law gets a new number.
 *
 * @example
 * ```ts
 * import { MASK_LAW } from '@thinned/rng'
 *
 * console.log(MASK_LAW) // 1
 * ```
 */
export const MASK_LAW = 1

/** The number of columns: the counter of a column, 8⌊c/64⌋ + c mod 8, is one word. */
export const MASK_COLUMNS = 0x800000000

const group = new Int32Array(32)

/**
 * The 32-bit draw of the mask at a row and a column (mask law 1): the element is kept if and only if
 * maskDraw(k, row, column) < keepThreshold(keep).
 *
 * W(d) is the Threefry4x32-20 block with key words (k0, k1, 0, 0) and counter words (8⌊c/64⌋ + c mod 8, low 32 bits of
 * r, high 32 bits of r, d). h(d) is the high half of word ⌊c/8⌋ mod 4 of W(d) if ⌊c/32⌋ is even, else its low half. The
 * draw is h(0) · 2^16 + h(1).
 *
 * Row r from 0 to 2^53 − 1 and column c from 0 to 2^35 − 1, else an `RngError`.
 *
 * @example
 * ```ts
 * import { keepThreshold, key, maskDraw } from '@thinned/rng'
 *
 * console.log(maskDraw(key(1), 0, 3) < keepThreshold(0.5)) // true
 * ```
 */
export function maskDraw(k: Key, row: number, column: number): number {
  checkKey(k)
  checkIndex('row', row, Number.MAX_SAFE_INTEGER, '2^53 − 1')
  checkIndex('column', column, MASK_COLUMNS - 1, '2^35 − 1')
  return maskHalf(k[0], k[1], row, column, 0) * 0x10000 + maskHalf(k[0], k[1], row, column, 1)
}

/** h(d), from 0 to 2^16 − 1. */
export function maskHalf(k0: number, k1: number, row: number, column: number, d: 0 | 1): number {
  const block = column % 8
  const counter = 8 * Math.floor(column / 64)
  eightBlocks(k0, k1, counter, row | 0, Math.floor(row / 0x100000000), d, block, block + 1, group, 0)
  const word = group[column % 32]!
  return column % 64 < 32 ? word >>> 16 : word & 0xffff
}

function checkIndex(what: string, index: number, last: number, lastShown: string): void {
  if (Number.isSafeInteger(index) && index >= 0 && index <= last) return
  throw new RngError(`The ${what} is ${formatValue(index)}; it must be an integer from 0 to ${lastShown}.`)
}
