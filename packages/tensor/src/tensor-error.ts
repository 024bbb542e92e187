/** Every refusal of `@thinned/tensor`: the message says what was given, what is allowed and what to do. */
export class TensorError extends Error {
  override readonly name = 'TensorError'
}
