/** Every refusal of `@thinned/train`: the message says what was given, what is allowed and what to do. */
export class TrainError extends Error {
  override readonly name = 'TrainError'
}
