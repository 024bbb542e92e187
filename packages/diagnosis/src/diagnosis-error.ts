import { ThinnedError } from '@thinned/schema'

/**
 * Every refusal of `@thinned/diagnosis`: the message says what was given, what is allowed and what to do.
 *
 * @example
 * ```ts
 * import { DiagnosisError, unitStatistics } from '@thinned/diagnosis'
 *
 * try {
 *   unitStatistics({ activations: [], units: 3 })
 * } catch (error) {
 *   console.log(error instanceof DiagnosisError) // true
 * }
 * ```
 */
export class DiagnosisError extends ThinnedError {
  override readonly name = 'DiagnosisError'
}
