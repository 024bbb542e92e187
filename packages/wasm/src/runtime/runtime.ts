import { ARGUMENTS, EXECUTED, firstFree, MAX_CHUNKS } from '../layout.ts'
import type { Job } from '../threads/job.ts'
import { WasmError } from '../wasm-error.ts'
import { MemoryPool } from './memory-pool.ts'
import type { Exports, Memory } from './platform.ts'

/** How often the caller looks whether the last chunks are done: seconds, where a chunk takes milliseconds at most. */
const PATIENCE = 0x7fffffff

/** An instance of the module with its memory and threads: what kernels run on. */
export class Runtime {
  readonly exports: Exports
  readonly pool: MemoryPool
  readonly #memory: Memory
  readonly #constants = new Map<string, number>()
  /** Why one thread is left, where more were started. */
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
    this.pool = new MemoryPool(memory, firstFree(threads), maximumPages, () => this.#look())
    this.#look()
  }

  /** Threads that take part, the caller's among them. */
  get threads(): number {
    return this.#threads
  }

  /** How many chunks each thread has executed in jobs that were divided. */
  executed(): number[] {
    return Array.from({ length: this.#threads }, (_, thread) => this.i32[(EXECUTED + 128 * thread) >> 2]!)
  }

  /** From now on the caller works alone. */
  continueAlone(reason: string): void {
    this.lost = reason
    this.#threads = 1
  }

  /** Lets the caller's thread do alone what fn launches: for work that is done before another thread has woken. */
  alone<T>(fn: () => T): T {
    const before = this.#alone
    this.#alone = true
    try {
      return fn()
    } finally {
      this.#alone = before
    }
  }

  /** Runs a job: all chunks, divided between the threads as they come. Returns when they are done. */
  launch(job: Job, chunks: number, ...values: readonly number[]): void {
    const { types, tableIndex } = job
    if (values.length !== types.length || chunks > MAX_CHUNKS)
      throw new WasmError(
        `The job ${job.name} takes ${types.length} arguments and at most ${MAX_CHUNKS} chunks, but was given ${values.length} and ${chunks}.`,
      )
    if (chunks === 0) return
    for (let at = 0; at < types.length; at++) {
      if (types[at] === 'i32') this.i32[(ARGUMENTS >> 2) + 2 * at] = values[at]!
      else if (types[at] === 'f32') this.f32[(ARGUMENTS >> 2) + 2 * at] = values[at]!
      else this.f64[(ARGUMENTS >> 3) + at] = values[at]!
    }
    const alone = chunks === 1 || this.#threads === 1 || this.#alone ? 1 : 0
    if (this.exports['fork']!(tableIndex, chunks, alone, PATIENCE) === 0) {
      this.continueAlone(`a thread stopped inside ${job.name}`)
      throw new WasmError(
        `A thread of the WASM backend stopped in the middle of ${job.name}: what that kernel was writing is not complete. Later kernels run on one thread; start again from a checkpoint.`,
      )
    }
  }

  /** Memory for a while: freed when fn returns. */
  withScratch<T>(bytes: number, fn: (address: number) => T): T {
    const address = this.pool.take(bytes, () => `${bytes} bytes of working memory`)
    try {
      return fn(address)
    } finally {
      this.pool.give(address, bytes)
    }
  }

  /** Sets bytes to 0. */
  zero(address: number, bytes: number): void {
    this.u8.fill(0, address, address + bytes)
  }

  /** The address of a constant that stays in memory, made at the first call. */
  constant(name: string, make: () => Uint8Array): number {
    let address = this.#constants.get(name)
    if (address === undefined) {
      const bytes = make()
      address = this.pool.take(bytes.length, () => `the constant ${name}`)
      this.u8.set(bytes, address)
      this.#constants.set(name, address)
    }
    return address
  }

  #look(): void {
    const { buffer } = this.#memory
    this.i32 = new Int32Array(buffer)
    this.u8 = new Uint8Array(buffer)
    this.f32 = new Float32Array(buffer)
    this.f64 = new Float64Array(buffer)
  }
}
