import type { I32, Statement, V128 } from '../emit/code.ts'
import { holding, type Local, locals, type MakeLocal, set } from '../emit/control.ts'
import { loads } from '../emit/memory.ts'
import { f32x4, i32x4, v128 } from '../emit/vector.ts'
import { exp, log } from '../functions/float32.ts'
import { TAIL } from './rows.ts'

const { add, sub, mul, max } = f32x4

/** The most floats of a row that stays in registers: three vectors. */
export const SHORT_ROW = 12
const VECTORS = SHORT_ROW / 4

/** A row of 1 … SHORT_ROW logits in registers, without a branch: the rows overlap in the processor. */
export interface ShortRow {
  /** Statements before the first row of n logits. */
  prepare(n: I32): readonly Statement[]
  /** Reads the row at an address, also up to the SHORT_ROW-th float behind it. Sets `logProbabilities`. */
  read(from: I32): readonly Statement[]
  /** (logit − largest) − normalizer, with the bits of `largest` and `logNormalizer`. */
  readonly logProbabilities: readonly Local<'v128'>[]
  /** (x − largest) − normalizer of a logit in all lanes. */
  logProbabilityOf(logit: V128): V128
}

export function shortRow(local: MakeLocal): ShortRow {
  const each = Array.from({ length: VECTORS }, (_, j) => j)
  const [belongs, logits] = [each.map(() => local('v128')), each.map(() => local('v128'))]
  const v = locals(local, { largest: 'v128', normalizer: 'v128' })
  /** Each lane with those of the other half, then with its neighbor: all lanes get the same. */
  const joined = (of: V128, join: (a: V128, b: V128) => V128, hold: (value: V128) => V128): V128 => {
    const half = hold(of)
    const pair = hold(join(half, v128.shuffle(half, half, [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7])))
    return join(pair, v128.shuffle(pair, pair, [4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11]))
  }
  /** Element i belongs to partial sum i mod 8, and the eight are joined as a tree. */
  const sumOf = ([first, second, third]: readonly V128[], hold: (value: V128) => V128): V128 =>
    joined(add(add(first!, third!), second!), add, hold)
  const logProbabilityOf = (logit: V128): V128 => sub(sub(logit, v.largest), v.normalizer)
  return {
    prepare: (n) =>
      each.map((j) => set(belongs[j]!, i32x4.gtS(i32x4.splat(n), v128.const(4 * j, 4 * j + 1, 4 * j + 2, 4 * j + 3)))),
    read(from) {
      const [body, hold] = holding(local)
      const read = logits.map((logit, j) =>
        set(logit, v128.select(loads.v128(from, 16 * j), f32x4.const(-Infinity), belongs[j]!)),
      )
      const [first, second, third] = logits as unknown as [V128, V128, V128]
      const largest = set(v.largest, joined(max(max(first, third), second), max, hold))
      // Lanes behind the end get the largest, as e^−Infinity underflows, which takes time.
      const padded = logits.map((logit, j) => set(logit, v128.select(logit, v.largest, belongs[j]!)))
      const [sums, holdSum] = holding(local)
      const shifted = logits.map((logit) => holdSum(sub(logit, v.largest)))
      const terms = shifted.map((x, j) => holdSum(v128.and(exp(x, holdSum), belongs[j]!)))
      const total = holdSum(sumOf(terms, holdSum))
      const rest = holdSum(
        sumOf(
          terms.map((term, j) => v128.andNot(term, f32x4.eq(shifted[j]!, f32x4.const(0)))),
          holdSum,
        ),
      )
      const ofRest = sub(rest, mul(mul(rest, rest), f32x4.const(0.5)))
      const logarithm = holdSum(log(total, holdSum))
      const normalizer = v128.select(ofRest, logarithm, f32x4.lt(total, f32x4.const(1 + TAIL)))
      return [
        ...read,
        body,
        largest,
        ...padded,
        sums,
        set(v.normalizer, normalizer),
        ...logits.map((logit) => set(logit, logProbabilityOf(logit))),
      ]
    },
    logProbabilities: logits,
    logProbabilityOf,
  }
}
