/**
 * What kind of refusal an error is. Codes are stable: a program may branch on them, where messages may change.
 *
 * - `invalid-argument`: a value that the function does not take; the message says what it takes.
 * - `unknown-option`: an option that the function does not have; the message names the nearest one.
 * - `invalid-data`: examples, labels or cells that cannot be used.
 * - `invalid-file`: a file or saved state that is damaged or of another format.
 * - `mismatch`: two things that are sound but do not belong together, such as a checkpoint and a model.
 * - `not-finite`: a loss, gradient, weight or statistic that is NaN or infinite.
 * - `out-of-memory`: memory that a backend cannot give.
 * - `unsupported`: what this engine, browser or backend cannot do.
 * - `in-use`: what another run or another call works on.
 * - `failed`: a function of the caller's, a worker, a file system or a network failed; `cause` is its error.
 */
export type ErrorCode =
  | 'invalid-argument'
  | 'unknown-option'
  | 'invalid-data'
  | 'invalid-file'
  | 'mismatch'
  | 'not-finite'
  | 'out-of-memory'
  | 'unsupported'
  | 'in-use'
  | 'failed'

export interface ThinnedErrorOptions {
  /** Default 'invalid-argument'. */
  readonly code?: ErrorCode
  /** The error that led to this one. */
  readonly cause?: unknown
}

/**
 * The base of the errors of all packages: `TrainError`, `DataError` and so on. The message says what was given, what is allowed and what to do; `code`
 * is the kind of the refusal.
 *
 * @example
 * ```ts
 * import { ThinnedError } from '@thinned/schema'
 *
 * class ShopError extends ThinnedError {
 *   override readonly name = 'ShopError'
 * }
 * const error = new ShopError('The file prices.csv is empty.', { code: 'invalid-file' })
 * console.log(error instanceof ThinnedError, error.code) // true invalid-file
 * ```
 */
export class ThinnedError extends Error {
  override readonly name: string = 'ThinnedError'
  readonly code: ErrorCode

  constructor(message: string, { code = 'invalid-argument', cause }: ThinnedErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}
