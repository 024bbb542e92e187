import { ARGUMENTS, EXECUTED, firstFree, MAX_CHUNKS } from '../layout.ts'
import type { Job } from '../threads/job.ts'
import { WasmError } from '../wasm-error.ts'
import { MemoryPool } from './memory-pool.ts'
import type { Exports, Memory } from './platform.ts'

/** How often the caller polls for the last chunks: for seconds, where a chunk takes milliseconds at most. */
const PATIENCE = 0x7fffffff

/** An instance of the module with its memory and threads. Kernels run on it. */
export class Runtime {
  readonly exports: Exports
  readonly pool: MemoryPool
  readonly #memory: Memory
  readonly #constants = new Map<string, number>()
  /** Why only the caller's thread is left, where there would be more. */
  lost: string | undefined
  #threads: number
  #alone = false
  i32!: Int32Array
  u8!: Uint8Array
  f32!: Float32Array
  f64!: Float64Array

  constructor(exports: Exports, memory: Memory, maximumPages: number, threads: number) {
    this.exports = exports
    this.#memory = memory
    this.#threads = threads
    this.pool = new MemoryPool(memory, firstFree(threads), maximumPages, () => this.#makeArrays())
    this.#makeArrays()
  }

  /** The number of threads, the caller's included. */
  get threads(): number {
    return this.#threads
  }

  /** The number of chunks that each thread has executed, in jobs that ran on several threads. */
  executed(): number[] {
    return Array.from({ length: this.#threads }, (_, thread) => this.i32[(EXECUTED + 128 * thread) >> 2]!)
  }

  /** From now on, jobs run on the caller's thread. The first reason stays. */
  continueAlone(reason: string): void {
    this.lost ??= reason
    this.#threads = 1
  }

  /** Runs the jobs of fn on the caller's thread. For work that ends before another thread would be awake. */
  alone<T>(fn: () => T): T {
    const before = this.#alone
    this.#alone = true
    try {
      return fn()
    } finally {
      this.#alone = before
    }
  }

  /** Runs all chunks of a job; each thread takes the next chunk when it is free. Returns when all are done. */
  launch(job: Job, chunks: number, ...values: readonly number[]): void {
    const { types, tableIndex } = job
    if (values.length !== types.length || chunks > MAX_CHUNKS)
      throw new WasmError(
        `The job ${job.name} takes ${types.length} arguments and at most ${MAX_CHUNKS} chunks, but was given ${values.length} and ${chunks}.`,
      )
    if (chunks === 0) return
    for (let i = 0; i < types.length; i++) {
      if (types[i] === 'i32') this.i32[(ARGUMENTS >> 2) + 2 * i] = values[i]!
      else if (types[i] === 'f32') this.f32[(ARGUMENTS >> 2) + 2 * i] = values[i]!
      else this.f64[(ARGUMENTS >> 3) + i] = values[i]!
    }
    const alone = chunks === 1 || this.#threads === 1 || this.#alone ? 1 : 0
    if (this.exports['fork']!(tableIndex, chunks, alone, PATIENCE) === 0) {
      this.continueAlone(`a thread stopped inside ${job.name}`)
      throw new WasmError(
        `A thread of the WASM backend stopped in the middle of ${job.name}, whose result is not complete. Later kernels run on one thread; start again from a checkpoint.`,
        { code: 'failed' },
      )
    }
  }

  /** Calls fn with the address of memory that is freed when fn returns. */
  withScratch<T>(bytes: number, fn: (address: number) => T): T {
    const address = this.pool.allocate(bytes, () => `${bytes} bytes of working memory`)
    try {
      return fn(address)
    } finally {
      this.pool.release(address, bytes)
    }
  }

  /** Sets bytes to 0. */
  zero(address: number, bytes: number): void {
    this.u8.fill(0, address, address + bytes)
  }

  /** The address of a constant that stays in memory. The first call makes it. */
  constant(name: string, make: () => Uint8Array): number {
    let address = this.#constants.get(name)
    if (address === undefined) {
      const bytes = make()
      address = this.pool.allocate(bytes.length, () => `the constant ${name}`)
      this.u8.set(bytes, address)
      this.#constants.set(name, address)
    }
    return address
  }

  /** The typed arrays over the memory: new ones are needed whenever it has grown. */
  #makeArrays(): void {
    const { buffer } = this.#memory
    this.i32 = new Int32Array(buffer)
    this.u8 = new Uint8Array(buffer)
    this.f32 = new Float32Array(buffer)
    this.f64 = new Float64Array(buffer)
  }
}
