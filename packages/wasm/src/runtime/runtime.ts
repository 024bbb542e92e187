import type { DType, TypedArray } from '@thinned/tensor'
import { ARGUMENTS, EXECUTED, firstFree, MAX_CHUNKS, THREADS } from '../layout.ts'
import type { Notes } from '../program/notes.ts'
import type { Job } from '../threads/job.ts'
import { WasmError } from '../wasm-error.ts'
import { MemoryPool } from './memory-pool.ts'
import type { Exports, Memory } from './platform.ts'

/** How often the caller polls for the last chunks: for seconds, where a chunk takes milliseconds at most. */
const PATIENCE = 0x7fffffff

/** The word of the float 1. */
const ONE = 0x3f800000

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
  /** What is noted in a phase of a trace. */
  notes: Notes | undefined
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
    this.i32[THREADS >> 2] = threads
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
    const alone = chunks === 1 || this.#threads === 1 || this.#alone ? 1 : 0
    if (this.notes?.launch(job, chunks, alone, values)) return
    for (let i = 0; i < types.length; i++) {
      if (types[i] === 'i32') this.i32[(ARGUMENTS >> 2) + 2 * i] = values[i]!
      else if (types[i] === 'f32') this.f32[(ARGUMENTS >> 2) + 2 * i] = values[i]!
      else this.f64[(ARGUMENTS >> 3) + i] = values[i]!
    }
    this.#finish(this.exports['fork']!(tableIndex, chunks, alone, PATIENCE), job.name)
  }

  /** Runs the instructions of a program from an address on, with their sources in place. */
  replay(address: number): void {
    this.#finish(this.exports['replay']!(address, this.#threads === 1 ? 1 : 0, PATIENCE), 'a program')
  }

  #finish(done: number, name: string): void {
    if (done === 1) return
    this.continueAlone(`a thread stopped inside ${name}`)
    throw new WasmError(
      `A thread of the WASM backend stopped in the middle of ${name}, whose result is not complete. Later kernels run on one thread; start again from a checkpoint.`,
      { code: 'failed' },
    )
  }

  /** Runs `below` where the word at an address is below a limit, else `otherwise`. Both do the same to the tensors. */
  choose(address: number, limit: number, below: () => void, otherwise: () => void): void {
    const isBelow = this.i32[address >>> 2]! < limit
    if (this.notes) this.notes.choose(address, limit, isBelow, below, otherwise)
    else if (isBelow) below()
    else otherwise()
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
    if (this.notes?.fill(address, bytes, 0)) return
    this.u8.fill(0, address, address + bytes)
  }

  /** The elements at an address, until the memory grows. */
  elements(address: number, dtype: DType, length: number): TypedArray {
    const { buffer } = this.#memory
    if (dtype === 'float32') return new Float32Array(buffer, address, length)
    if (dtype === 'int32') return new Int32Array(buffer, address, length)
    return new Uint8Array(buffer, address, length)
  }

  /** Sets floats to 1. */
  fillOnes(address: number, floats: number): void {
    if (this.notes?.fillWords(address, floats, ONE)) return
    this.f32.fill(1, address >>> 2, (address >>> 2) + floats)
  }

  /** Writes numbers of a dtype, converted as assignment to a typed array does. */
  write(address: number, dtype: DType, values: ArrayLike<number>): void {
    if (this.notes?.write(address, dtype, values)) return
    if (dtype === 'float32') this.f32.set(values, address >>> 2)
    else if (dtype === 'int32') this.i32.set(values, address >>> 2)
    else this.u8.set(values, address)
  }

  /** Writes one number of a dtype. */
  writeNumber(address: number, dtype: DType, value: number): void {
    if (this.notes?.write(address, dtype, [value])) return
    if (dtype === 'float32') this.f32[address >>> 2] = value
    else if (dtype === 'int32') this.i32[address >>> 2] = value
    else this.u8[address] = value
  }

  /** Says, before JavaScript reads memory to decide what to do, that a program cannot do the same. `who` begins a sentence. */
  reads(who: string): void {
    this.notes?.refuse(`${who} reads numbers of a tensor to decide what it does`)
  }

  /** Runs fn outside of a trace: what it starts is not noted, and its memory is not of the arena. */
  apart<T>(fn: () => T): T {
    if (this.notes === undefined) return fn()
    const { notes, pool } = this
    const { arena } = pool
    this.notes = undefined
    pool.arena = undefined
    try {
      return fn()
    } finally {
      this.notes = notes
      pool.arena = arena
    }
  }

  /** The address of a constant that stays in memory. The first call makes it. */
  constant(name: string, make: () => Uint8Array): number {
    let address = this.#constants.get(name)
    if (address === undefined) {
      const bytes = make()
      address = this.pool.allocateApart(bytes.length, () => `the constant ${name}`)
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
