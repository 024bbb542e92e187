/** What this package throws: the message says what was given or happened, what is allowed, and what to do. */
export class WasmError extends Error {
  override readonly name = 'WasmError'
}
