import { boolean, type Fields, integer, oneOf, optional, options as readerOf, withDefault } from '@thinned/schema'
import { makeBackend, type WasmBackend } from './backend.ts'
import { build, FIRST, linkCore } from './build.ts'
import { set } from './emit/control.ts'
import { Module } from './emit/module.ts'
import { f32x4 } from './emit/vector.ts'
import { firstFree, MAX_THREADS } from './layout.ts'
import { Library, Linker, refusal } from './linking/linker.ts'
import { type Memory, platform } from './runtime/platform.ts'
import { canRevectorize } from './runtime/revectorize.ts'
import { Runtime } from './runtime/runtime.ts'
import { availableThreads, canShareMemory, startWorkers, type WorkerHandle } from './runtime/threads.ts'
import { WasmError } from './wasm-error.ts'
import { prepareWide, type Trial } from './wide-trial.ts'

/** Options of `wasm`. */
export interface WasmOptions {
  /**
   * The number of threads, the caller's included: 1 … 32. Default: one for each processor, at most 8; 1 where memory cannot be shared or no
   * thread can start (`lost` of the backend then says why).
   */
  readonly threads?: number
  /**
   * `exact` (default): a product and its sum are rounded separately, with the bits of the reference. `relaxed`: the processor may fuse
   * them, which is faster; the last bits then differ between machines.
   */
  readonly precision?: 'exact' | 'relaxed'
  /** Whether V8's revectorizer may be used. Default true. */
  readonly revectorize?: boolean
}

const read = readerOf(
  'wasm',
  WasmError,
  {
    threads: optional(integer({ from: 1, to: MAX_THREADS })),
    precision: withDefault(oneOf('exact', 'relaxed'), 'exact'),
    revectorize: withDefault(boolean, true),
  } satisfies Fields<WasmOptions>,
  { workers: 'threads', numThreads: 'threads', cores: 'threads', relaxed: "precision: 'relaxed'" },
)

const PAGE = 65536
/** One page short of 4 GiB, so that the end of the memory is an address of 32 bits. */
const MOST_PAGES = 65535

/**
 * Makes a WebAssembly backend, with SIMD, and with threads where memory can be shared. At every number of threads its results have the
 * bits of the reference.
 *
 * On Node's main thread it tests whether V8's revectorizer speeds up products without a change of bits. For the test it sets the flags
 * `--experimental-wasm-revectorize` and `--wasm-sync-tier-up` for some twenty milliseconds. `{ revectorize: false }` or the environment variable
 * THINNED_REVECTORIZE=0 skip the test. In a worker, products use vectors of 128 bits.
 *
 * @throws {WasmError} if an option is not possible here (so many threads among them), or if the engine has no WebAssembly with SIMD or
 * refuses to compile it, as under a Content Security Policy without 'wasm-unsafe-eval'.
 *
 * @example
 * ```ts
 * import { matmul, tensor } from '@thinned/tensor'
 * import { wasm } from '@thinned/wasm'
 *
 * const backend = await wasm()
 * const x = tensor([1, 2, 3, 4], { shape: [2, 2], backend })
 * console.log(matmul(x, x).readSync()) // Float32Array(4) [ 7, 10, 15, 22 ]
 * backend.close()
 * ```
 */
export async function wasm(options: WasmOptions = {}): Promise<WasmBackend> {
  const { threads: wanted, precision, revectorize } = read(options)
  const threads = threadsOf(wanted)
  const relaxed = precision === 'relaxed'
  if (!isValid(probe(relaxed)))
    throw new WasmError(
      `There is no WebAssembly with ${relaxed ? 'relaxed ' : ''}SIMD here; ${relaxed ? "leave out { precision: 'relaxed' }" : 'use the reference backend'}.`,
      { code: 'unsupported' },
    )
  const { memory, limits } = makeMemory(threads)
  const linker = new Linker(memory, limits)
  const runtime = new Runtime(linkCore(linker), memory, limits.maximum, threads)
  const lose = (reason: string): void => runtime.continueAlone(reason)
  const starting = startWorkers(memory, threads, lose).catch((error: unknown): WorkerHandle[] => {
    if (wanted !== undefined || !(error instanceof WasmError)) throw error
    lose(error.message)
    return []
  })
  // While the other threads start, kernels are emitted. The trial sets flags of V8, so it comes when no other thread compiles.
  const narrow = build({ panelVectors: 8, relaxed }, new Library(linker))
  const trial = revectorize && canRevectorize() ? prepareWide(runtime, linker, relaxed) : undefined
  if (threads > 1) (trial?.wide ?? narrow).emit(FIRST)
  const workers = await starting
  const chosen = trial && passes(trial) ? trial.wide : narrow
  linker.share((module) => {
    for (const worker of workers) worker.postMessage(module)
  })
  const backend = makeBackend(runtime, chosen, () => {
    for (const worker of workers) void worker.terminate()
    if (threads > 1) runtime.continueAlone('it was closed')
  })
  if (workers.length > 0) closeWhenDropped(backend, workers)
  return backend
}

let dropped: FinalizationRegistry<readonly WorkerHandle[]> | undefined

/** Ends the threads of a backend that the program drops without `close`: each holds megabytes and the memory of the backend. */
function closeWhenDropped(backend: WasmBackend, workers: readonly WorkerHandle[]): void {
  if (typeof FinalizationRegistry === 'undefined') return
  dropped ??= new FinalizationRegistry((handles) => {
    for (const handle of handles) void handle.terminate()
  })
  dropped.register(backend, workers)
}

/** Whether the engine takes the modules of a trial, and it passes. */
function passes(trial: Trial): boolean {
  try {
    return trial.passes()
  } catch (error) {
    if (error instanceof WasmError) return false
    throw error
  }
}

/** Makes a memory that can grow as far as the platform allows. */
function makeMemory(threads: number): {
  memory: Memory
  limits: { shared: boolean; initial: number; maximum: number }
} {
  const shared = threads > 1
  const initial = Math.ceil(firstFree(threads) / PAGE) + 16
  let refused: unknown
  for (const maximum of [MOST_PAGES, 32768, 16384, 8192]) {
    try {
      const limits = { shared, initial, maximum }
      return { memory: new platform.WebAssembly!.Memory(limits), limits }
    } catch (error) {
      refused = error
    }
  }
  throw new WasmError('There is no memory for the WASM backend: even 512 MiB of address space were refused.', {
    code: 'out-of-memory',
    cause: refused,
  })
}

/** Whether the engine takes a module. One that forbids even the question refuses. */
function isValid(bytes: Uint8Array): boolean {
  try {
    return platform.WebAssembly?.validate(bytes) ?? false
  } catch (error) {
    throw refusal(error)
  }
}

/** A module that is valid only where the engine has (relaxed) SIMD. */
function probe(relaxed: boolean): Uint8Array<ArrayBuffer> {
  const module = new Module()
  module.func('probe', { x: 'v128' }, ({ x }) => [set(x, relaxed ? f32x4.relaxedMadd(x, x, x) : f32x4.add(x, x))])
  return module.bytes({ shared: false, initial: 1, maximum: 1 })
}

function threadsOf(value: number | undefined): number {
  if (value === undefined) return availableThreads()
  if (value > 1 && !canShareMemory())
    throw new WasmError(
      `wasm was given threads ${value}, but memory cannot be shared here. In a browser the page must be cross-origin isolated (headers COOP and COEP); or leave threads out.`,
      { code: 'unsupported' },
    )
  return value
}
