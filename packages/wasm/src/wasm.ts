import { boolean, type Fields, integer, oneOf, optional, options as readerOf, withDefault } from '@thinned/schema'
import { makeBackend, type WasmBackend } from './backend.ts'
import { type Build, build } from './build.ts'
import { set } from './emit/control.ts'
import { Module } from './emit/module.ts'
import { f32x4 } from './emit/vector.ts'
import { firstFree, MAX_THREADS } from './layout.ts'
import { type MemoryLimits, refusal } from './linking/linker.ts'
import { type Memory, platform } from './runtime/platform.ts'
import { canRevectorize, withRevectorizer } from './runtime/revectorize.ts'
import { Runtime } from './runtime/runtime.ts'
import { availableThreads, canShareMemory, startWorkers, type WorkerHandle } from './runtime/threads.ts'
import { type SelfCheck, selfCheck } from './self-check.ts'
import { WasmError } from './wasm-error.ts'

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
 * On Node's main thread it tests whether V8's revectorizer speeds up products without a change of bits. For the test it sets the flag
 * `--experimental-wasm-revectorize` for some tens of milliseconds. `{ revectorize: false }` or the environment variable
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
  const narrow = build({ panelVectors: 8, relaxed }, memory, limits)
  const chosen = await choose(narrow, revectorize, memory, limits)
  const runtime = new Runtime(chosen.exports, memory, limits.maximum, threads)
  const lose = (reason: string): void => runtime.continueAlone(reason)
  const workers = await startWorkers(chosen.linker, threads, lose).catch((error: unknown): WorkerHandle[] => {
    if (wanted !== undefined || !(error instanceof WasmError)) throw error
    lose(error.message)
    return []
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

/** A build for 256 bits has so many tries to be faster. Each try compares the least of TIMED times. */
const TRIES = 3
const TIMED = 30

/** Returns the build for 256 bits if the engine takes it, and it is right and faster here, else the build for 128 bits. */
async function choose(narrow: Build, wanted: boolean, memory: Memory, limits: MemoryLimits): Promise<Build> {
  if (!wanted || !canRevectorize()) return narrow
  return tryWide(narrow, memory, limits).catch((error: unknown) => {
    if (error instanceof WasmError) return narrow
    throw error
  })
}

async function tryWide(narrow: Build, memory: Memory, limits: MemoryLimits): Promise<Build> {
  const checkOf = (candidate: Build): SelfCheck => {
    const runtime = new Runtime(candidate.exports, memory, limits.maximum, 1)
    return selfCheck(runtime, candidate.bind(runtime))
  }
  const plain = checkOf(narrow)
  await plain.warm()
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const wide = await withRevectorizer(async () => {
      const candidate = build({ ...narrow.target, panelVectors: 16 }, memory, limits, { attempt })
      const check = checkOf(candidate)
      await check.warm()
      return { candidate, check }
    })
    if (!wide.check.isRight(narrow.target.relaxed)) return narrow
    const [least, leastWide] = leastTimes(plain, wide.check)
    if (leastWide < least) return wide.candidate
  }
  return narrow
}

/** The least times of two checks, which run alternately. */
function leastTimes(a: SelfCheck, b: SelfCheck): [number, number] {
  const least: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let round = 0; round < TIMED; round++) {
    least[0] = Math.min(least[0], a.time())
    least[1] = Math.min(least[1], b.time())
  }
  return least
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
