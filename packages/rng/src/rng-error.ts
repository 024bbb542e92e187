import { ThinnedError } from '@thinned/schema'

/**
 * Every refusal of `@thinned/rng`: the message says what was given, what is allowed and what to write instead.
 *
 * @example
 * ```ts
 * import { key, RngError } from '@thinned/rng'
 *
 * try {
 *   key(0.5)
 * } catch (error) {
 *   console.log(error instanceof RngError) // true
 * }
 * ```
 */
export class RngError extends ThinnedError {
  override readonly name: string = 'RngError'
}
