/** Every refusal of `@thinned/nn`: the message says what was given, what is allowed and what to do. */
export class NnError extends Error {
  override readonly name = 'NnError'
}
