import { formatValue } from '@thinned/schema'
import { RngError } from '../rng-error.ts'

/** One more than the largest word: the threshold that keeps everything. */
export const KEEPS_ALL = 0x100000000

/**
 * The integer threshold of a probability of keeping: T = ⌊keep · 2^32 + ½⌋, from 0 to 2^32. A draw of 32 bits keeps its
 * element if and only if it is below T, so the true probability is T · 2^−32, within 2^−33 of keep.
 *
 * keep outside [0, 1] or NaN is an `RngError`.
 *
 * @example
 * ```ts
 * import { keepThreshold } from '@thinned/rng'
 *
 * console.log(keepThreshold(0.5)) // 2147483648
 * ```
 */
export function keepThreshold(keep: number): number {
  if (!(typeof keep === 'number' && keep >= 0 && keep <= 1)) {
    throw new RngError(
      `keep is ${formatValue(keep)}; it must be a number from 0 to 1: the probability that an element is kept (1 − drop).`,
    )
  }
  return Math.floor(keep * KEEPS_ALL + 0.5)
}
