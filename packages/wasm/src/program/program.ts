import type { Program } from '@thinned/tensor'
import type { Runtime } from '../runtime/runtime.ts'
import { WasmError } from '../wasm-error.ts'
import type { Arena } from './arena.ts'
import { Holds } from './holds.ts'
import type { LinkedPhase } from './link.ts'
import { type Form, type Sources, wordOf } from './sources.ts'

/** A phase in memory: the address of its instructions, and the words to fill in before it runs. */
interface Phase {
  readonly address: number
  /** { index of the word in memory, source, form } of each. */
  readonly slots: Int32Array
  readonly checks: LinkedPhase['checks']
}

/** Instructions in memory. */
export class WasmProgram implements Program {
  readonly #runtime: Runtime
  readonly #phases: readonly Phase[]
  readonly #arena: Arena
  readonly #holds: Holds
  readonly #sources: Sources
  readonly #address: number
  readonly #bytes: number
  #isDisposed = false

  constructor(runtime: Runtime, linked: readonly LinkedPhase[], arena: Arena, sources: Sources) {
    this.#runtime = runtime
    this.#arena = arena
    this.#sources = sources
    this.#bytes = linked.reduce((sum, { words }) => sum + 4 * words.length, 0)
    this.#address = runtime.pool.allocate(this.#bytes, () => 'a program')
    let address = this.#address
    this.#phases = linked.map(({ words, slots, checks }) => {
      const first = address >>> 2
      const phase = {
        address,
        slots: Int32Array.from(slots.flatMap(({ word, source, form }) => [first + word, source, form])),
        checks,
      }
      runtime.i32.set(words, first)
      address += 4 * words.length
      return phase
    })
    const numbers = Float64Array.from(new Set(linked.flatMap(({ words }) => words.map((word) => word >>> 0)))).sort()
    this.#holds = new Holds(runtime.pool, (address, bytes) => hasWithin(numbers, address, bytes))
  }

  run(phase: number, values: readonly number[]): void {
    const { address, slots, checks } = this.#phases[phase] ?? {}
    const refusal = this.#isDisposed ? 'The program was disposed of.' : this.#sources.refusal(values)
    if (refusal !== undefined || address === undefined || slots === undefined)
      throw new WasmError(refusal ?? `A program with ${this.#phases.length} phases has no phase ${phase}.`)
    if (this.#runtime.notes) throw new WasmError('A program cannot run in a phase of a trace.')
    for (const { address, dtype, length, check } of checks!) check(this.#runtime.elements(address, dtype, length))
    const { i32 } = this.#runtime
    for (let i = 0; i < slots.length; i += 3) i32[slots[i]!] = wordOf(values[slots[i + 1]!]!, slots[i + 2] as Form)
    this.#runtime.replay(address)
  }

  dispose(): void {
    if (this.#isDisposed) return
    this.#isDisposed = true
    this.#holds.close()
    this.#arena.close()
    this.#runtime.pool.release(this.#address, this.#bytes)
  }
}

/** Whether one of the sorted numbers is an address of a block. */
function hasWithin(numbers: Float64Array, address: number, bytes: number): boolean {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (numbers[middle]! < address) low = middle + 1
    else high = middle
  }
  return low < numbers.length && numbers[low]! < address + Math.max(bytes, 1)
}
