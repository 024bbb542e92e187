import { type Backend, reference } from '@thinned/tensor'
import { WasmError, wasm } from '@thinned/wasm'

let shared: Promise<Backend> | undefined

/**
 * The fastest backend that runs here, made at the first call and shared afterwards: WebAssembly with SIMD and threads, or the reference
 * where that cannot be. Both give the same bits.
 *
 * @example
 * ```ts
 * import { best, ops, tensor } from 'thinned'
 *
 * const x = tensor([3, 4], { backend: await best() })
 * console.log(ops.sum(ops.square(x)).readSync()) // Float32Array(1) [ 25 ]
 * ```
 */
export function best(): Promise<Backend> {
  shared ??= wasm().catch((error: unknown) => {
    if (error instanceof WasmError) return reference
    throw error
  })
  return shared
}
