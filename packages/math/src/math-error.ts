import { ThinnedError } from '@thinned/schema'

/**
 * Every refusal of `@thinned/math`: the message says what was given, what is allowed and what to do.
 *
 * @example
 * ```ts
 * import { MathError } from '@thinned/math'
 * import { sin } from '@thinned/math/float64'
 *
 * try {
 *   sin(10_000)
 * } catch (error) {
 *   console.log(error instanceof MathError) // true
 * }
 * ```
 */
export class MathError extends ThinnedError {
  override readonly name = 'MathError'
}
