import { ThinnedError } from '@thinned/schema'

/**
 * Every error of `@thinned/data`: its message says what was given, what is allowed and what to do.
 *
 * @example
 * ```ts
 * import { DataError, parseCsv } from '@thinned/data'
 *
 * try {
 *   parseCsv('height,height\n')
 * } catch (error) {
 *   if (error instanceof DataError) console.log(error.message) // table has two columns named "height"; names must differ.
 * }
 * ```
 */
export class DataError extends ThinnedError {
  override readonly name: string = 'DataError'
}
