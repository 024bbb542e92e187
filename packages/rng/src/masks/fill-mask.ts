import { formatValue } from '@thinned/schema'
import { checkOut } from '../checks.ts'
import { eightBlocks } from '../generators/eight-blocks.ts'
import { checkKey, type Key } from '../keys/is-key.ts'
import { RngError } from '../rng-error.ts'
import { KEEPS_ALL } from './keep-threshold.ts'
import { MASK_COLUMNS, MASK_LAW, maskHalf } from './mask-draw.ts'

/** The columns of eight blocks: a high half and a low half of 32 words. */
const GROUP = 64

const words = new Int32Array(GROUP / 2)
/** Scratch memory. */
const lastGroup = new Uint8Array(GROUP)

/**
 * The mask of a block of rows and columns (mask law 1; see `maskDraw`), 1 for kept and 0 for dropped, row-major, to
 * `out[outOffset]` … `out[outOffset + rows · columns − 1]`.
 *
 * `threshold` is `keepThreshold(keep)`, from 0 to 2^32: 0 drops all and 2^32 keeps all; neither draws. Rows are
 * `firstRow` … `firstRow + rows − 1`, within 0 … 2^53 − 1, so that a batch may be cut anywhere; columns are 0 …
 * `columns` − 1, at most 2^35 of them. Anything else, or an `out` too short, is an `RngError`.
 *
 * @example
 * ```ts
 * import { fillMask, keepThreshold, key } from '@thinned/rng'
 *
 * const mask = new Uint8Array(2 * 3)
 * fillMask(key(1), keepThreshold(0.5), 2, 3, mask)
 * console.log(mask) // Uint8Array(6) [ 1, 0, 1, 1, 0, 0 ]
 * ```
 */
export function fillMask(
  k: Key,
  threshold: number,
  rows: number,
  columns: number,
  out: Uint8Array,
  firstRow: number = 0,
  outOffset: number = 0,
): void {
  checkKey(k)
  checkThreshold(threshold)
  checkExtent(rows, columns, firstRow)
  checkOut(out, 'Uint8Array')
  checkRoom(out, outOffset, rows * columns)
  if (threshold === 0 || threshold === KEEPS_ALL) {
    out.fill(threshold === 0 ? 0 : 1, outOffset, outOffset + rows * columns)
    return
  }
  for (let row = 0; row < rows; row++) {
    fillRow(k[0], k[1], threshold, columns, out, firstRow + row, outOffset + row * columns)
  }
}

function fillRow(
  k0: number,
  k1: number,
  threshold: number,
  columns: number,
  out: Uint8Array,
  row: number,
  outStart: number,
): void {
  for (let column = 0; column < columns; column += GROUP) {
    const count = columns - column
    if (count >= GROUP) fillGroup(k0, k1, threshold, row, column, 8, out, outStart + column)
    else {
      // A row that ends inside a group: decide the group in scratch memory, from the needed blocks only.
      fillGroup(k0, k1, threshold, row, column, Math.min(8, count), lastGroup, 0)
      for (let i = 0; i < count; i++) out[outStart + column + i] = lastGroup[i]!
    }
  }
}

/** Decides columns `column` … `column + 63` of a row from the first `blocks` of their eight blocks. */
function fillGroup(
  k0: number,
  k1: number,
  threshold: number,
  row: number,
  column: number,
  blocks: number,
  out: Uint8Array,
  offset: number,
): void {
  eightBlocks(k0, k1, column / 8, row | 0, Math.floor(row / 0x100000000), 0, 0, blocks, words, 0)
  // h(0) alone decides unless it equals the upper half of the threshold.
  const upper = threshold >>> 16
  const upperTwice = (upper << 16) | upper
  let ties = 0
  for (let i = 0; i < 32; i++) {
    const word = words[i]!
    // The sign of a difference of halves, so that there is no branch on a random bit.
    out[offset + i] = ((word >>> 16) - upper) >>> 31
    out[offset + i + 32] = ((word & 0xffff) - upper) >>> 31
    // Leaves a bit if and only if one of the two halves of `equal` is zero.
    const equal = word ^ upperTwice
    ties |= (equal - 0x00010001) & ~equal & 0x80008000
  }
  if (ties !== 0) breakTies(k0, k1, threshold, row, column, out, offset)
}

/** Where h(0) equals the upper half of the threshold, h(1) must be below its lower half. */
function breakTies(
  k0: number,
  k1: number,
  threshold: number,
  row: number,
  column: number,
  out: Uint8Array,
  offset: number,
): void {
  const upper = threshold >>> 16
  const lower = threshold & 0xffff
  for (let i = 0; i < GROUP; i++) {
    const half = i < 32 ? words[i]! >>> 16 : words[i - 32]! & 0xffff
    if (half === upper) out[offset + i] = maskHalf(k0, k1, row, column + i, 1) < lower ? 1 : 0
  }
}

function checkThreshold(threshold: number): void {
  if (Number.isSafeInteger(threshold) && threshold >= 0 && threshold <= KEEPS_ALL) return
  throw new RngError(
    `The threshold is ${formatValue(threshold)}; it must be an integer from 0 to 2^32. Make one with keepThreshold(keep).`,
  )
}

function checkExtent(rows: number, columns: number, firstRow: number): void {
  if (!Number.isSafeInteger(rows) || rows < 0 || !Number.isSafeInteger(columns) || columns < 0) {
    throw new RngError(
      `The mask is ${formatValue(rows)} rows by ${formatValue(columns)} columns; both must be integers, 0 or more.`,
    )
  }
  if (columns > MASK_COLUMNS) {
    throw new RngError(
      `The mask has ${columns} columns; mask law ${MASK_LAW} has 2^35 of them. Draw it in parts, each from a separate key.`,
    )
  }
  if (!Number.isSafeInteger(firstRow) || firstRow < 0 || rows > Number.MAX_SAFE_INTEGER + 1 - firstRow) {
    throw new RngError(
      `The mask is ${rows} rows from row ${formatValue(firstRow)}; they must be integers within 0 … 2^53 − 1.`,
    )
  }
}

function checkRoom(out: Uint8Array, outOffset: number, elements: number): void {
  if (Number.isSafeInteger(outOffset) && outOffset >= 0 && elements <= out.length - outOffset) return
  throw new RngError(
    `The output holds ${out.length} elements; ${elements} from offset ${formatValue(outOffset)} must fit in it.`,
  )
}
