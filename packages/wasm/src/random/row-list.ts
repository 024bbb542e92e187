import type { MaskSpec } from '@thinned/tensor'
import type { I32, Statement } from '../emit/code.ts'
import { type Local, set, when } from '../emit/control.ts'
import { loads } from '../emit/memory.ts'
import { i32 } from '../emit/scalar.ts'
import type { Runtime } from '../runtime/runtime.ts'

/** Calls fn with the address of a list of numbers from 0: the low and the high word of each. Of a single number the address is 0. */
export function withRows<T>(runtime: Runtime, rows: MaskSpec['row'], fn: (address: number) => T): T {
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

/** Sets the words of the row at an index: from a list at an address above 1, else that index after the first row. */
export function setRow(
  to: { readonly rowLow: Local<'i32'>; readonly rowHigh: Local<'i32'> },
  first: { readonly rowLow: I32; readonly rowHigh: I32 },
  index: I32,
  list: I32,
): Statement[] {
  const entry = i32.add(list, i32.shl(index, i32.const(3)))
  return [
    when(
      i32.gtU(list, i32.const(1)),
      [set(to.rowLow, loads.i32(entry)), set(to.rowHigh, loads.i32(entry, 4))],
      [
        set(to.rowLow, i32.add(first.rowLow, index)),
        set(to.rowHigh, i32.add(first.rowHigh, i32.ltU(to.rowLow, first.rowLow))),
      ],
    ),
  ]
}
