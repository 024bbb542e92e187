import type { I32, Statement, V128 } from '../emit/code.ts'
import { count, increase, type Local, locals, loopWhile, type MakeLocal, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { i32 } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'

/** The padding of a row's last floats: it changes neither a sum of exponentials nor the largest element. */
const PADDING = -Infinity

/** The statements for eight floats in two vectors, or four in one. `floats` counts those that belong to the row. */
export type WithEight = (vectors: readonly V128[], floats: I32) => readonly Statement[]

/**
 * Goes over n floats at `from`, eight at a time. The last floats are copied to `scratch` (32 bytes) and padded, so that no access is
 * outside of the row.
 */
export function eachEight(from: I32, n: I32, scratch: I32, local: MakeLocal, body: WithEight): Statement[] {
  const v = locals(local, { address: 'i32', end: 'i32', rest: 'i32', i: 'i32' })
  const pair = [loads.v128(v.address), loads.v128(v.address, 16)]
  return [
    set(v.address, from),
    set(v.end, i32.add(v.address, i32.shl(i32.and(n, i32.const(-8)), i32.const(2)))),
    loopWhile(i32.ltU(v.address, v.end), ...body(pair, i32.const(8)), increase(v.address, 32)),
    set(v.rest, i32.and(n, i32.const(7))),
    when(v.rest, [
      stores.v128(scratch, f32x4.const(PADDING)),
      stores.v128(scratch, f32x4.const(PADDING), 16),
      set(v.rest, i32.shl(v.rest, i32.const(2))),
      count(v.i, 0, v.rest, 4, stores.i32(i32.add(scratch, v.i), loads.i32(i32.add(v.end, v.i)))),
      set(v.rest, i32.shrU(v.rest, i32.const(2))),
      set(v.address, scratch),
      when(i32.gtU(v.rest, i32.const(4)), body(pair, v.rest), body(pair.slice(0, 1), v.rest)),
    ]),
  ]
}

/** Stores the results of `eachEight` for up to eight floats, `floats` of them, and advances `to` by eight. `scratch` has 32 bytes. */
export function storeEight(
  to: Local<'i32'>,
  results: readonly V128[],
  floats: I32,
  scratch: I32,
  local: MakeLocal,
): readonly Statement[] {
  const v = locals(local, { i: 'i32', end: 'i32' })
  return [
    when(
      i32.eq(floats, i32.const(8)),
      results.map((result, half) => stores.v128(to, result, 16 * half)),
      [
        ...results.map((result, half) => stores.v128(scratch, result, 16 * half)),
        set(v.end, i32.shl(floats, i32.const(2))),
        count(v.i, 0, v.end, 4, stores.i32(i32.add(to, v.i), loads.i32(i32.add(scratch, v.i)))),
      ],
    ),
    increase(to, 32),
  ]
}
