import { ThinnedError } from '@thinned/schema'

/**
 * Every refusal of `@thinned/search`: the message says what was given, what is allowed and what to do.
 *
 * @example
 * ```ts
 * import { SearchError, uniform } from '@thinned/search'
 *
 * try {
 *   uniform(1, 0)
 * } catch (error) {
 *   console.log(error instanceof SearchError) // true
 * }
 * ```
 */
export class SearchError extends ThinnedError {
  override readonly name = 'SearchError'
}
