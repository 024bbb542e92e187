/** Every refusal of `@thinned/metrics`: the message says what was given, what is allowed and what to do. */
export class MetricsError extends Error {
  override readonly name = 'MetricsError'
}
