/** The one error of this package: its message says what was found, what was expected and what to do. */
export class DataError extends Error {
  override readonly name: string = 'DataError'
}
