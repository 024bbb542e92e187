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
import { f32x4, i32x4, v128 } from '../emit/vector.ts'
import { exp, log } from '../functions/float32.ts'

/** The padding of a row's last floats: it changes neither a sum of exponentials nor the largest element. */
const PADDING = -Infinity

/** The statements for eight floats in two vectors, or four in one. `floats` counts those that belong to the row. */
export type WithEight = (vectors: readonly V128[], floats: I32) => readonly Statement[]

/**
 * Goes over n floats at `from`, eight at a time. The last vector is read whole, up to 28 bytes behind the row, and padded: copied through
 * memory, float by float, it would wait for the copies.
 */
export function eachEight(from: I32, n: I32, local: MakeLocal, body: WithEight): Statement[] {
  const v = locals(local, { address: 'i32', end: 'i32', rest: 'i32', first: 'v128', last: 'v128' })
  const pair = [loads.v128(v.address), loads.v128(v.address, 16)] as const
  const padded = (vector: V128, floats: I32): V128 =>
    v128.select(vector, f32x4.const(PADDING), i32x4.gtS(i32x4.splat(floats), v128.const(0, 1, 2, 3)))
  return [
    set(v.address, from),
    set(v.end, i32.add(v.address, i32.shl(i32.and(n, i32.const(-8)), i32.const(2)))),
    loopWhile(i32.ltU(v.address, v.end), ...body(pair, i32.const(8)), increase(v.address, 32)),
    set(v.rest, i32.and(n, i32.const(7))),
    when(v.rest, [
      set(v.first, pair[0]),
      when(
        i32.gtU(v.rest, i32.const(4)),
        [set(v.last, padded(pair[1], i32.sub(v.rest, i32.const(4)))), ...body([v.first, v.last], v.rest)],
        [set(v.first, padded(v.first, v.rest)), ...body([v.first], v.rest)],
      ),
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

/** A row of n floats. */
const row = { from: 'i32', n: 'i32' } as const

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
            ...eachEight(p.from, p.n, local, (vectors) =>
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
        const { steps, total, rest } = sumOfExponentials(p, local, { withRest: true })
        const normalizer = local('f32')
        const [body, hold] = holding(local)
        const logarithm = log(hold(f32x4.splat(total)), hold)
        return {
          body: [
            ...steps,
            when(
              f32.lt(total, f32.const(1 + TAIL)),
              [set(normalizer, f32.sub(rest, f32.mul(f32.mul(rest, rest), f32.const(0.5))))],
              [body, set(normalizer, f32x4.lane(logarithm, 0))],
            ),
          ],
          result: normalizer,
        }
      },
      'f32',
    ),
  )
}

/**
 * Σ e^(x − largest) in the fixed order: parts of SUM_CHUNK elements, whose sums are added in order. The statements change the row's parameters. `each` adds statements for the terms, up to eight at a
 * time, `floats` of which belong to the row. `withRest` also sums the terms without those of the largest, into `rest`.
 */
export function sumOfExponentials(
  p: { readonly [N in keyof typeof row]: Local<'i32'> } & { readonly largest: F32 },
  local: MakeLocal,
  {
    withRest = false,
    each = () => [],
  }: {
    readonly withRest?: boolean
    readonly each?: (terms: readonly V128[], floats: I32) => readonly Statement[]
  } = {},
): { steps: readonly Statement[]; total: Local<'f32'>; rest: Local<'f32'> } {
  const v = locals(local, { largest: 'v128', isFirst: 'i32', elements: 'i32' })
  const sums = (withRest ? [false, true] : [false]).map((withoutLargest) => {
    const { low, high, total } = locals(local, { low: 'v128', high: 'v128', total: 'f32' })
    const lane = (i: number): F32 => f32x4.lane(low, i)
    return {
      low,
      high,
      total,
      withoutLargest,
      joined: f32.add(f32.add(lane(0), lane(2)), f32.add(lane(1), lane(3))),
    }
  })
  const steps = [
    set(v.largest, f32x4.splat(p.largest)),
    ...sums.map(({ total }) => set(total, f32.const(0))),
    set(v.isFirst, i32.const(1)),
    loopWhile(
      p.n,
      set(v.elements, minU(p.n, i32.const(SUM_CHUNK))),
      ...sums.flatMap(({ low, high }) => [set(low, f32x4.const(0)), set(high, f32x4.const(0))]),
      ...eachEight(p.from, v.elements, local, (vectors, floats) => {
        const [held, hold] = holding(local)
        const shifted = vectors.map((x) => hold(f32x4.sub(x, v.largest)))
        const terms = shifted.map((x) => hold(exp(x, hold)))
        const adds = sums.flatMap(({ low, high, withoutLargest }) =>
          terms.map((term, side) => {
            const sum = side === 0 ? low : high
            const added = withoutLargest ? v128.andNot(term, f32x4.eq(shifted[side]!, f32x4.const(0))) : term
            return set(sum, f32x4.add(sum, added))
          }),
        )
        return [held, ...adds, ...each(terms, floats)]
      }),
      ...sums.flatMap(({ low, high, total, joined }) => [
        set(low, f32x4.add(low, high)),
        set(total, choose(v.isFirst, joined, f32.add(total, joined))),
      ]),
      set(v.isFirst, i32.const(0)),
      increase(p.from, 4 * SUM_CHUNK),
      set(p.n, i32.sub(p.n, v.elements)),
    ),
  ]
  return { steps, total: sums[0]!.total, rest: sums.at(-1)!.total }
}
