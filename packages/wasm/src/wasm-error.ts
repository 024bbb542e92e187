import { ThinnedError } from '@thinned/schema'

/**
 * What this package throws: the message says what was given or happened, what is allowed, and what to do.
 *
 * @example
 * ```ts
 * import { WasmError, wasm } from '@thinned/wasm'
 *
 * await wasm({ threads: 0 }).catch((error) => console.log(error instanceof WasmError)) // true
 * ```
 */
export class WasmError extends ThinnedError {
  override readonly name = 'WasmError'
}

/** What any thrown value says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
