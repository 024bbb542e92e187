import type { MaskSpec } from '@thinned/tensor'
import type { I32, Statement } from '../emit/code.ts'
import { type Local, set, when } from '../emit/control.ts'
import { loads } from '../emit/memory.ts'
import { i32 } from '../emit/scalar.ts'
import type { Runtime } from '../runtime/runtime.ts'

/** Calls fn with the address of a list of numbers from 0: the low and the high word of each. Of a single number the address is 0. */
export function withRows<T>(runtime: Runtime, rows: number | readonly number[], fn: (address: number) => T): T {
  if (typeof rows === 'number') return fn(0)
  return runtime.withScratch(8 * Math.max(rows.length, 1), (address) => {
    const words = new Int32Array(2 * rows.length)
    for (const [k, row] of rows.entries()) {
      words[2 * k] = row
      words[2 * k + 1] = Math.floor(row / 0x1_0000_0000)
    }
    runtime.write(address, 'int32', words)
    return fn(address)
  })
}

/** Calls fn with the address of a list of four words for each row of a mask: the low and the high word of its number, and its key. 0 where numbers follow one another under one key. */
export function withMaskRows<T>(
  runtime: Runtime,
  { key, keys = [key], row, shape }: MaskSpec,
  fn: (address: number) => T,
): T {
  if (typeof row === 'number' && keys.length === 1) return fn(0)
  const rows = typeof row === 'number' ? shape[0]! / keys.length : row.length
  return runtime.withScratch(16 * Math.max(rows * keys.length, 1), (address) => {
    const words = new Int32Array(4 * rows * keys.length)
    for (const [sample, [k0, k1]] of keys.entries())
      for (let k = 0; k < rows; k++) {
        const number = typeof row === 'number' ? row + k : row[k]!
        const at = 4 * (sample * rows + k)
        words[at] = number
        words[at + 1] = Math.floor(number / 0x1_0000_0000)
        words[at + 2] = k0
        words[at + 3] = k1
      }
    runtime.write(address, 'int32', words)
    return fn(address)
  })
}

type RowWords<Word> = { readonly [N in 'rowLow' | 'rowHigh' | 'k0' | 'k1']: Word }

/** Sets the words of the row at an index, and its key: from a list at an address above 1, else that index after the first row. */
export function setRow(to: RowWords<Local<'i32'>>, first: RowWords<I32>, index: I32, list: I32): Statement[] {
  const entry = i32.add(list, i32.shl(index, i32.const(4)))
  return [
    when(
      i32.gtU(list, i32.const(1)),
      [
        set(to.rowLow, loads.i32(entry)),
        set(to.rowHigh, loads.i32(entry, 4)),
        set(to.k0, loads.i32(entry, 8)),
        set(to.k1, loads.i32(entry, 12)),
      ],
      [
        set(to.rowLow, i32.add(first.rowLow, index)),
        set(to.rowHigh, i32.add(first.rowHigh, i32.ltU(to.rowLow, first.rowLow))),
        set(to.k0, first.k0),
        set(to.k1, first.k1),
      ],
    ),
  ]
}
