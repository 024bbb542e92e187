/** Every refusal of `@thinned/dropout`: the message says what was given, what is allowed and what to do. */
export class DropoutError extends Error {
  override readonly name = 'DropoutError'
}
