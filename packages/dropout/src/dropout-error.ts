import { ThinnedError } from '@thinned/schema'

/**
 * Every refusal of `@thinned/dropout`: the message says what was given, what is allowed and what to do.
 *
 * @example
 * ```ts
 * import { DropoutError, dropout } from '@thinned/dropout'
 *
 * try {
 *   dropout({ keep: 1.5 })
 * } catch (error) {
 *   console.log(error instanceof DropoutError) // true
 * }
 * ```
 */
export class DropoutError extends ThinnedError {
  override readonly name = 'DropoutError'
}
