import { type Backend, reference } from '@thinned/tensor'
import { WasmError, wasm } from '@thinned/wasm'

let made: Promise<Backend> | undefined

/**
 * The fastest backend that runs here, made at the first call and shared afterwards: WebAssembly with SIMD and threads, or the reference
 * where that cannot be. Both give the same bits.
 */
export function best(): Promise<Backend> {
  made ??= wasm().catch((error: unknown) => {
    if (error instanceof WasmError) return reference
    throw error
  })
  return made
}
