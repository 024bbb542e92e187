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
 * Links modules: compiles each and instantiates it on one memory and one table, where its jobs take places that no other module has. Each thread
 * instantiates the same modules in the same order, on a table of its own. A module is handed to the other threads before the word LINKED counts it,
 * and a thread takes no chunk while it has fewer modules than LINKED says.
 */
export class Linker {
  readonly memory: Memory
  readonly #limits: MemoryLimits
  readonly #table: Table = new platform.WebAssembly!.Table({ element: 'anyfunc', initial: TABLE_PLACES })
  readonly #modules: CompiledModule[] = []
  #hand: (module: CompiledModule) => void = () => {}
  #places = 0

  constructor(memory: Memory, limits: MemoryLimits) {
    this.memory = memory
    this.#limits = limits
  }

  /** The next free place in the table. */
  place(): number {
    return this.#places++
  }

  /** The bytes of a module for the memory. */
  bytesOf(module: Module, note?: string): Uint8Array {
    return module.bytes(this.#limits, note)
  }

  /** Compiles and instantiates a module. Whatever the engine throws becomes a WasmError. */
  link(module: Module | Uint8Array): Exports {
    const bytes = module instanceof Module ? this.bytesOf(module) : module
    const { compiled, exports } = instantiate(bytes, this.memory, this.#table)
    this.#modules.push(compiled)
    this.#hand(compiled)
    Atomics.store(new Int32Array(this.memory.buffer), LINKED >> 2, this.#modules.length)
    return exports
  }

  /** Hands the modules to the other threads: those that are linked, and from now on each that will be. */
  share(hand: (module: CompiledModule) => void): void {
    this.#hand = hand
    for (const module of this.#modules) hand(module)
  }
}

/** What is emitted once and shared by the modules of one target. Each is linked when it is first asked for. */
export class Library implements Linking {
  readonly #linker: Linker
  readonly #note: string
  readonly #emitted = new Map<string, { readonly bytes: Uint8Array; readonly made: unknown }>()
  readonly #linked = new Map<string, unknown>()

  /** A different `note` makes the bytes of modules differ, because an engine that has compiled the same bytes before takes its old code. */
  constructor(linker: Linker, note = '') {
    this.#linker = linker
    this.#note = note
  }

  place(): number {
    return this.#linker.place()
  }

  /** Emits a module that `once` links later. */
  emit<T>(name: string, emit: (module: Module) => T): void {
    const module = new Module(this)
    const made = emit(module)
    this.#emitted.set(name, { bytes: this.#linker.bytesOf(module, this.#note), made })
  }

  once<T>(name: string, emit: (module: Module) => T): T {
    if (!this.#linked.has(name)) {
      if (!this.#emitted.has(name)) this.emit(name, emit)
      const { bytes, made } = this.#emitted.get(name)!
      this.#emitted.delete(name)
      this.#linker.link(bytes)
      this.#linked.set(name, made)
    }
    return this.#linked.get(name) as T
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
