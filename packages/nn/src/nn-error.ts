import { ThinnedError } from '@thinned/schema'

/**
 * Every refusal of `@thinned/nn`: the message says what was given, what is allowed and what to do.
 *
 * @example
 * ```ts
 * import { linear, NnError } from '@thinned/nn'
 *
 * try {
 *   linear(0, 4)
 * } catch (error) {
 *   console.log(error instanceof NnError) // true
 * }
 * ```
 */
export class NnError extends ThinnedError {
  override readonly name = 'NnError'
}
