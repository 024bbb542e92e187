import { ThinnedError } from '@thinned/schema'

/**
 * Every refusal of `@thinned/metrics`: the message says what was given, what is allowed and what to do.
 *
 * @example
 * ```ts
 * import { accuracy, measure, MetricsError } from '@thinned/metrics'
 *
 * try {
 *   measure(accuracy(), { predicted: [], labels: [] })
 * } catch (error) {
 *   console.log(error instanceof MetricsError) // true
 * }
 * ```
 */
export class MetricsError extends ThinnedError {
  override readonly name = 'MetricsError'
}
