import { SUM_CHUNK } from '@thinned/tensor'
import type { F32, I32, Statement, V128 } from '../emit/code.ts'
import {
  choose,
  count,
  holding,
  increase,
  type Local,
  locals,
  loopWhile,
  type MakeLocal,
  set,
  when,
} from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Func, Module } from '../emit/module.ts'
import { f32, i32, minU } from '../emit/scalar.ts'
import { f32x4, v128 } from '../emit/vector.ts'
import { exp, log } from '../functions/float32.ts'

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

/**
 * Stores the vectors that a body of `eachEight` computed, `floats` floats of them, and advances `to` by eight floats. `scratch` has 32 bytes,
 * through which fewer than eight floats pass.
 */
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
      results.map((result, side) => stores.v128(to, result, 16 * side)),
      [
        ...results.map((result, side) => stores.v128(scratch, result, 16 * side)),
        set(v.end, i32.shl(floats, i32.const(2))),
        count(v.i, 0, v.end, 4, stores.i32(i32.add(to, v.i), loads.i32(i32.add(scratch, v.i)))),
      ],
    ),
    increase(to, 32),
  ]
}

/** A row of n floats, and 32 bytes of scratch memory. */
const row = { from: 'i32', n: 'i32', scratch: 'i32' } as const

export type LargestFunc = Func<typeof row, 'f32'>
export type LogNormalizerFunc = Func<typeof row & { readonly largest: 'f32' }, 'f32'>

/** Emits the largest element of a row: −Infinity in an empty row, NaN if an element is NaN. */
export function emitLargest(module: Module): LargestFunc {
  return module.once('largest', () =>
    module.func(
      'largest',
      row,
      (p, local) => {
        const largest = local('v128')
        const lane = (i: number): F32 => f32x4.lane(largest, i)
        return {
          body: [
            set(largest, f32x4.const(-Infinity)),
            ...eachEight(p.from, p.n, p.scratch, local, (vectors) =>
              vectors.map((vector) => set(largest, f32x4.max(largest, vector))),
            ),
          ],
          result: f32.max(f32.max(lane(0), lane(1)), f32.max(lane(2), lane(3))),
        }
      },
      'f32',
    ),
  )
}

/** 2^−12: for a smaller x, ln(1 + x) is x − x²/2 and e^x − 1 is x + x²/2, to the last digits. */
export const TAIL = 0.000244140625

/**
 * Emits ln Σ e^(x − largest), with the sum in the fixed order; where it is below 1 + TAIL, r − (r · r) · ½ with the sum r of all but the largest.
 */
export function emitLogNormalizer(module: Module): LogNormalizerFunc {
  return module.once('logNormalizer', () =>
    module.func(
      'logNormalizer',
      { ...row, largest: 'f32' },
      (p, local) => {
        const v = locals(local, { from: 'i32', n: 'i32', normalizer: 'f32' })
        const { steps, total } = sumOfExponentials(p, local)
        const rest = sumOfExponentials({ ...p, from: v.from, n: v.n }, local, { withoutLargest: true })
        const [body, hold] = holding(local)
        const logarithm = log(hold(f32x4.splat(total)), hold)
        return {
          body: [
            set(v.from, p.from),
            set(v.n, p.n),
            ...steps,
            body,
            set(v.normalizer, f32x4.lane(logarithm, 0)),
            when(f32.lt(total, f32.const(1 + TAIL)), [
              ...rest.steps,
              set(v.normalizer, f32.sub(rest.total, f32.mul(f32.mul(rest.total, rest.total), f32.const(0.5)))),
            ]),
          ],
          result: v.normalizer,
        }
      },
      'f32',
    ),
  )
}

/**
 * Σ e^(x − largest) in the fixed order: parts of SUM_CHUNK elements, whose sums are added in order. The statements change the row's parameters. `each` adds statements for the terms, up to eight at a
 * time, `floats` of which belong to the row. `withoutLargest` leaves out the terms of the largest.
 */
export function sumOfExponentials(
  p: { readonly [N in keyof typeof row]: Local<'i32'> } & { readonly largest: F32 },
  local: MakeLocal,
  {
    withoutLargest = false,
    each = () => [],
  }: {
    readonly withoutLargest?: boolean
    readonly each?: (terms: readonly V128[], floats: I32) => readonly Statement[]
  } = {},
): { steps: readonly Statement[]; total: Local<'f32'> } {
  const v = locals(local, { largest: 'v128', low: 'v128', high: 'v128', total: 'f32', isFirst: 'i32', elements: 'i32' })
  const lane = (i: number): F32 => f32x4.lane(v.low, i)
  const joined = f32.add(f32.add(lane(0), lane(2)), f32.add(lane(1), lane(3)))
  const steps = [
    set(v.largest, f32x4.splat(p.largest)),
    set(v.total, f32.const(0)),
    set(v.isFirst, i32.const(1)),
    loopWhile(
      p.n,
      set(v.elements, minU(p.n, i32.const(SUM_CHUNK))),
      set(v.low, f32x4.const(0)),
      set(v.high, f32x4.const(0)),
      ...eachEight(p.from, v.elements, p.scratch, local, (vectors, floats) => {
        const [held, hold] = holding(local)
        const terms = vectors.map((x) => {
          const shifted = hold(f32x4.sub(x, v.largest))
          const term = exp(shifted, hold)
          return hold(withoutLargest ? v128.andNot(term, f32x4.eq(shifted, f32x4.const(0))) : term)
        })
        const sums = [v.low, v.high]
        return [
          held,
          ...terms.map((term, side) => set(sums[side]!, f32x4.add(sums[side]!, term))),
          ...each(terms, floats),
        ]
      }),
      set(v.low, f32x4.add(v.low, v.high)),
      set(v.total, choose(v.isFirst, joined, f32.add(v.total, joined))),
      set(v.isFirst, i32.const(0)),
      increase(p.from, 4 * SUM_CHUNK),
      set(p.n, i32.sub(p.n, v.elements)),
    ),
  ]
  return { steps, total: v.total }
}
