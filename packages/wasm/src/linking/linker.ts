import { type Linking, Module } from '../emit/module.ts'
import { LINKED } from '../layout.ts'
import { type CompiledModule, type Exports, type Memory, platform, type Table } from '../runtime/platform.ts'
import { messageOf, WasmError } from '../wasm-error.ts'

/** Pages of 64 KiB of the memory that a module imports. */
export interface MemoryLimits {
  readonly shared: boolean
  readonly initial: number
  readonly maximum: number
}

/** Places in the table of each thread: more than the jobs of all kernels. */
export const TABLE_PLACES = 1024

/**
 * Links modules when they are first needed: each is emitted, compiled, and instantiated on one memory and one table, where its jobs take places
 * that no other module has. Each thread instantiates the same modules in the same order, on a table of its own. A module is handed to the
 * other threads before the word LINKED counts it, and a thread takes no chunk while it has fewer modules than LINKED says.
 */
export class Linker implements Linking {
  readonly memory: Memory
  readonly limits: MemoryLimits
  /** The modules that are linked so far. */
  readonly modules: CompiledModule[] = []
  readonly #note: string
  readonly #table: Table = new platform.WebAssembly!.Table({ element: 'anyfunc', initial: TABLE_PLACES })
  readonly #made = new Map<string, unknown>()
  #hand: ((module: CompiledModule) => void) | undefined
  #places = 0

  /** A different `note` makes the bytes differ, because an engine that has compiled the same bytes before takes its old code. */
  constructor(memory: Memory, limits: MemoryLimits, note = '') {
    this.memory = memory
    this.limits = limits
    this.#note = note
  }

  place(): number {
    return this.#places++
  }

  once<T>(name: string, emit: (module: Module) => T): T {
    if (!this.#made.has(name)) this.#made.set(name, this.link(emit).made)
    return this.#made.get(name) as T
  }

  /** Emits a module and links it. Whatever the engine throws becomes a WasmError. */
  link<T>(emit: (module: Module) => T): { readonly made: T; readonly exports: Exports } {
    const module = new Module(this)
    const made = emit(module)
    const bytes = module.bytes(this.limits, this.#note)
    const { compiled, exports } = instantiate(bytes, this.memory, this.#table)
    this.modules.push(compiled)
    if (this.#hand) {
      this.#hand(compiled)
      this.#count()
    }
    return { made, exports }
  }

  /** From now on hands each module to the other threads, which have the modules so far. */
  share(hand: (module: CompiledModule) => void): void {
    this.#hand = hand
    this.#count()
  }

  #count(): void {
    Atomics.store(new Int32Array(this.memory.buffer), LINKED >> 2, this.modules.length)
  }
}

interface Instantiated {
  readonly compiled: CompiledModule
  readonly exports: Exports
}

function instantiate(bytes: Uint8Array, memory: Memory, table: Table): Instantiated {
  const { Module, Instance } = platform.WebAssembly!
  try {
    const compiled = new Module(bytes)
    return { compiled, exports: new Instance(compiled, { env: { memory, table } }).exports }
  } catch (error) {
    throw refusal(error)
  }
}

/** What a refusal of the engine to compile or instantiate a module means. */
export function refusal(cause: unknown): WasmError {
  const said = messageOf(cause)
  const code = cause instanceof RangeError ? 'out-of-memory' : 'unsupported'
  const remedy = /content.security|\bcsp\b|unsafe-eval/i.test(said)
    ? `The page's Content Security Policy forbids it: add 'wasm-unsafe-eval' to its script-src, or use the reference backend.`
    : `Use the reference backend, or, where the page has a Content Security Policy, add 'wasm-unsafe-eval' to its script-src.`
  return new WasmError(`The engine refused to compile WebAssembly. ${remedy} It said: ${said}`, { code, cause })
}
