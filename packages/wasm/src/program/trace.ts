import type { Program, Trace } from '@thinned/tensor'
import type { Runtime } from '../runtime/runtime.ts'
import { WasmError } from '../wasm-error.ts'
import { Arena } from './arena.ts'
import { Holds } from './holds.ts'
import { Difference, type LinkedPhase, linkPhase } from './link.ts'
import { type Note, Notes } from './notes.ts'
import { WasmProgram } from './program.ts'
import { Sources } from './sources.ts'

/** A trace of kernels of this backend. */
export class WasmTrace implements Trace {
  readonly #runtime: Runtime
  readonly #fallbacks: ReadonlyMap<string, number>
  readonly #phases: (readonly Note[])[] = []
  readonly #arena: Arena
  readonly #holds: Holds
  #obstacle: string | undefined
  #isConsumed = false

  constructor(runtime: Runtime, fallbacks: ReadonlyMap<string, number>) {
    this.#runtime = runtime
    this.#fallbacks = fallbacks
    this.#arena = new Arena(runtime.pool)
    this.#holds = new Holds(runtime.pool, () => true)
  }

  get obstacle(): string | undefined {
    return this.#obstacle
  }

  run<T>(fn: () => T): T {
    const { pool, notes: outer } = this.#runtime
    if (this.#isConsumed || outer)
      throw new WasmError(`A phase of a trace cannot begin ${outer ? 'in another phase' : 'after its end'}.`)
    const notes = new Notes()
    const fallbacks = new Map(this.#fallbacks)
    this.#runtime.notes = notes
    pool.arena = this.#arena
    try {
      return fn()
    } catch (error) {
      notes.refuse('the work threw an error')
      throw error
    } finally {
      this.#runtime.notes = undefined
      pool.arena = undefined
      this.#phases.push(notes.list)
      for (const [name, count] of this.#fallbacks)
        if (count !== fallbacks.get(name)) this.#obstacle ??= `the reference stood in for the kernel ${name}`
      this.#obstacle ??= notes.obstacle
    }
  }

  programWith(other: Trace, sources: readonly (readonly [number, number])[]): Program | string {
    if (!(other instanceof WasmTrace) || other === this || other.#runtime !== this.#runtime)
      throw new WasmError('A program is made of two traces of one backend.')
    if (this.#isConsumed || other.#isConsumed) throw new WasmError('A trace makes one program at most.')
    const program = this.#obstacle ?? other.#obstacle ?? this.#link(other, new Sources(sources))
    other.dispose()
    if (typeof program === 'string') this.dispose()
    else {
      this.#isConsumed = true
      this.#holds.close()
    }
    return program
  }

  dispose(): void {
    if (this.#isConsumed) return
    this.#isConsumed = true
    this.#holds.close()
    this.#arena.close()
  }

  #link(other: WasmTrace, sources: Sources): WasmProgram | string {
    if (this.#phases.length !== other.#phases.length)
      return `One step had ${this.#phases.length} phases, another ${other.#phases.length}`
    try {
      const arenas = [this.#arena, other.#arena] as const
      const linked = this.#phases.map(
        (notes, phase): LinkedPhase => linkPhase(notes, other.#phases[phase]!, arenas, sources),
      )
      return new WasmProgram(this.#runtime, linked, this.#arena, sources)
    } catch (error) {
      if (error instanceof Difference) return error.message
      throw error
    }
  }
}
