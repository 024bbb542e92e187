/** Every refusal of `@thinned/math`: the message says what was given, what is allowed and what to do. */
export class MathError extends Error {
  override readonly name = 'MathError'
}
