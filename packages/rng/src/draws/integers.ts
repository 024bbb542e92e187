import { formatValue, onlyOptions } from '@thinned/schema'
import { checkElements, newDraws } from '../checks.ts'
import { checkKey, type Key } from '../keys/is-key.ts'
import { RngError } from '../rng-error.ts'
import { fillWords } from './fill-words.ts'
import { acceptedWords, nextAttempt, remainder } from './rejection.ts'

const WORDS = 0x100000000

const CHUNK = 1024

/**
 * `length` integers, each of low, low + 1, …, high − 1 equally likely, as exact float64 values (the range need not fit
 * in 32 bits). `low` is 0 by default; both are safe integers, with 1 to 2^32 values between them; anything
 * else is an `RngError`.
 *
 * By rejection, so without bias: with n = high − low, a word w is accepted if w < 2^32 − (2^32 mod n) and gives
 * low + w mod n. Element i takes the first of its attempts that is accepted: attempt 0 is word i of `bits`, attempt a the
 * same with a for the third counter word. So an element depends on the key and on i alone. Elements `start` …
 * `start + length − 1`.
 *
 * @example
 * ```ts
 * import { integers, key } from '@thinned/rng'
 *
 * console.log(integers(key(1), 4, { low: 1, high: 7 })) // Float64Array(4) [ 4, 6, 3, 3 ]
 * ```
 */
export function integers(
  k: Key,
  length: number,
  range: { readonly low?: number; readonly high: number },
  start: number = 0,
): Float64Array {
  checkKey(k)
  checkElements(length, start)
  const { low = 0, high } = readRange(range)
  const count = countOf(low, high)
  const accepted = acceptedWords(count)
  const out = newDraws(Float64Array, length)
  const words = new Int32Array(Math.min(length, CHUNK))
  for (let offset = 0; offset < length; offset += CHUNK) {
    const chunk = words.subarray(0, Math.min(CHUNK, length - offset))
    fillWords(k[0], k[1], chunk, start + offset)
    for (let i = 0; i < chunk.length; i++) {
      const word = chunk[i]! >>> 0
      out[offset + i] =
        low + remainder(word < accepted ? word : nextAttempt(k[0], k[1], start + offset + i, accepted), count)
    }
  }
  return out
}

const checkNames = onlyOptions('the range of integers', RngError, ['low', 'high'], {
  min: 'low',
  from: 'low',
  max: 'high, which is excluded',
  to: 'high, which is excluded',
})

function readRange(range: unknown): { readonly low?: number; readonly high: number } {
  if (typeof range !== 'object' || range === null || Array.isArray(range))
    throw new RngError(`The range is ${formatValue(range)}; it must be { low, high }, such as { high: 10 }.`)
  checkNames(range)
  return range as { readonly low?: number; readonly high: number }
}

function countOf(low: number, high: number): number {
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high)) {
    throw new RngError(
      `The range is from ${formatValue(low)} to ${formatValue(high)}; both must be integers within ±(2^53 − 1): { low, high } draws from low, …, high − 1.`,
    )
  }
  const count = high - low
  if (count < 1 || count > WORDS) {
    throw new RngError(
      `The range from ${low} to ${high} holds ${Math.max(count, 0)} integers (high is excluded); it must hold from 1 to 2^32.`,
    )
  }
  return count
}
