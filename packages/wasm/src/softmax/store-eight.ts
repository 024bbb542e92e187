import type { I32, Statement, V128 } from '../emit/code.ts'
import { count, increase, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Local, locals, type MakeLocal } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'

/** Stores what `eachEight` made of up to eight floats, `floats` of them, and goes on by eight; `beside` is 32 bytes that nobody else uses. */
export function storeEight(
  to: Local<'i32'>,
  results: readonly V128[],
  floats: I32,
  beside: I32,
  local: MakeLocal,
): readonly Statement[] {
  const v = locals(local, { i: 'i32', end: 'i32' })
  return [
    when(
      i32.eq(floats, i32.const(8)),
      results.map((result, half) => stores.v128(to, result, 16 * half)),
      [
        ...results.map((result, half) => stores.v128(beside, result, 16 * half)),
        set(v.end, i32.shl(floats, i32.const(2))),
        count(v.i, 0, v.end, 4, stores.i32(i32.add(to, v.i), loads.i32(i32.add(beside, v.i)))),
      ],
    ),
    increase(to, 32),
  ]
}
