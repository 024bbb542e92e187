import { type Backend, reference } from '@thinned/tensor'
import { type WasmBackend, WasmError, wasm } from '@thinned/wasm'

interface Choice {
  readonly backend: Backend
  /** Why it is not the fastest backend; undefined where nothing was refused so far. */
  reason(): string | undefined
}

let shared: Promise<Choice> | undefined

function choose(): Promise<Choice> {
  shared ??= wasm().then(
    (backend) => ({ backend, reason: () => reasonOf(backend) }),
    (error: unknown) => {
      if (!(error instanceof WasmError && error.code === 'unsupported')) shared = undefined
      if (error instanceof WasmError) return { backend: reference, reason: () => error.message }
      throw error
    },
  )
  return shared
}

/**
 * The fastest backend that runs here, made at the first call and shared afterwards: WebAssembly with SIMD and threads, on one
 * thread where no other may start, or the reference where nothing may be compiled. All give the same bits. `fallbackReason` says
 * what was refused. After a failure that may pass, such as a lack of memory, the next call tries again.
 *
 * @example
 * ```ts
 * import { best, ops, tensor } from 'thinned'
 *
 * const x = tensor([3, 4], { backend: await best() })
 * console.log(ops.sum(ops.square(x)).readSync()) // Float32Array(1) [ 25 ]
 * ```
 */
export async function best(): Promise<Backend> {
  return (await choose()).backend
}

/**
 * Why `best()` is the reference, has one thread where there would be more, or leaves a kernel to the reference: a sentence that says what
 * refused and what to set, such as a directive of the page's Content Security Policy. Undefined where nothing was refused so far.
 *
 * @example
 * ```ts
 * import { fallbackReason } from 'thinned'
 *
 * console.log(await fallbackReason()) // undefined
 * ```
 */
export async function fallbackReason(): Promise<string | undefined> {
  return (await choose()).reason()
}

/** What a backend lost, or the first of its kernels that were wrong. */
function reasonOf({ lost, wrongKernels }: WasmBackend): string | undefined {
  return lost ?? [...wrongKernels.values()][0]
}
