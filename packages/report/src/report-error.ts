import { ThinnedError } from '@thinned/schema'

/**
 * Every refusal of `@thinned/report`: the message says what was given, what is allowed and what to do.
 *
 * @example
 * ```ts
 * import { ReportError, report } from '@thinned/report'
 *
 * try {
 *   report({ history: [] })
 * } catch (error) {
 *   console.log(error instanceof ReportError) // true
 * }
 * ```
 */
export class ReportError extends ThinnedError {
  override readonly name = 'ReportError'
}
