import {
  bytesOf,
  type Code,
  type Expression,
  expression,
  type I32,
  type Statement,
  signed32,
  statement,
  type Type,
  unsigned,
} from './code.ts'
import type { Local, Locals, MakeLocal, Types } from './control.ts'
import { holdConstants } from './held-constants.ts'

const byteOf: Record<Type, number> = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b }

/** A function of the module. Other functions can call it. */
export interface Func<P extends Types = Types, R extends Type | 'void' = Type | 'void'> {
  readonly name: string
  readonly index: number
  readonly parameters: P
  readonly result: R
  readonly locals: readonly Type[]
  readonly body: Code
}

/** The value of a call. */
export function call<P extends Types, R extends Type>(
  func: Func<P, R>,
  args: { readonly [N in keyof P]: Expression<P[N]> },
): Expression<R> {
  return expression(func.result, argumentsOf(func, args), 0x10, unsigned(func.index))
}

/** A call for its effect. */
export function run<P extends Types>(
  func: Func<P, 'void'>,
  args: { readonly [N in keyof P]: Expression<P[N]> },
): Statement {
  return statement(argumentsOf(func, args), 0x10, unsigned(func.index))
}

function argumentsOf(func: Func, args: Readonly<Record<string, Expression>>): Code {
  return Object.keys(func.parameters).map((name) => args[name]!.code)
}

/** Calls the function at an index of the table. Its parameters are i32, and it returns no value. */
export function runAt(tableIndex: I32, args: readonly I32[], signature: number): Statement {
  return statement(
    args.map(({ code }) => code),
    tableIndex.code,
    0x11,
    unsigned(signature),
    0,
  )
}

/** What modules share that are linked one by one. */
export interface Linking {
  /** The next free place in the table. */
  place(): number
  /** What `emit` makes in a module of its own, which is linked at the first call. */
  once<T>(name: string, emit: (module: Module) => T): T
}

/** Builds a WebAssembly module: functions over one imported memory, with places in one imported table. */
export class Module {
  readonly #linking: Linking | undefined
  #functions: Func[] = []
  readonly #signatures: string[] = []
  readonly #signatureCodes: Code[] = []
  readonly #table: { readonly place: number; readonly func: number }[] = []
  readonly #shared = new Map<string, unknown>()

  /** Without `linking`, the module has all that it needs. */
  constructor(linking?: Linking) {
    this.#linking = linking
  }

  /** Emits a function. `write` gets the parameters, in the order of their declaration, and `local`, which makes a local variable. */
  func<const P extends Types, R extends Type | 'void' = 'void'>(
    name: string,
    parameters: P,
    write: (
      parameters: Locals<P>,
      local: MakeLocal,
    ) => readonly Statement[] | { readonly body: readonly Statement[]; readonly result: Expression },
    result: R = 'void' as R,
  ): Func<P, R> {
    const declared = Object.entries(parameters)
    const locals: Type[] = []
    const local = <T extends Type>(type: T, index: number): Local<T> => ({
      ...expression(type, 0x20, unsigned(index)),
      index,
    })
    const written = write(
      Object.fromEntries(declared.map(([parameter, type], index) => [parameter, local(type, index)])) as Locals<P>,
      (type) => local(type, declared.length + locals.push(type) - 1),
    )
    const statements = 'body' in written ? written.body : written
    const body: Code = [statements.map(({ code }) => code), 'body' in written ? written.result.code : []]
    const func: Func<P, R> = { name, index: this.#functions.length, parameters, result, locals, body }
    this.#functions.push(func as unknown as Func)
    return func
  }

  /** A helper of several kernels: the first call makes it, later calls return it by its name. */
  once<T>(name: string, make: () => T): T {
    if (!this.#shared.has(name)) this.#shared.set(name, make())
    return this.#shared.get(name) as T
  }

  /**
   * A helper that is large or seldom called, and of which callers need no functions: a call of the result gives what `emit` makes. It is in a
   * module of its own, which is linked when it is first called, and shared by all modules.
   */
  linked<T>(name: string, emit: (module: Module) => T): () => T {
    const linking = this.#linking
    if (!linking) {
      const made = this.once(name, () => emit(this))
      return () => made
    }
    let made: T | undefined
    return () => {
      made ??= linking.once(name, emit)
      return made
    }
  }

  /** Gives a function a place in the table, and returns it. */
  tableIndex(func: Func<Types, 'void'>): number {
    const place = this.#linking?.place() ?? this.#table.length
    this.#table.push({ place, func: func.index })
    return place
  }

  /** The index of a function type. */
  signature(parameters: readonly Type[], results: readonly Type[]): number {
    const name = `${parameters.join()}>${results.join()}`
    const known = this.#signatures.indexOf(name)
    if (known >= 0) return known
    this.#signatureCodes.push([
      0x60,
      vector(parameters.map((type) => byteOf[type])),
      vector(results.map((type) => byteOf[type])),
    ])
    return this.#signatures.push(name) - 1
  }

  /**
   * The bytes of the module, which has no functions afterwards. It imports `env.memory`, whose limits count pages of 64 KiB, and `env.table`.
   * A module without `linking` exports every function by its name; of others, the table has the jobs. Profilers show the names. A different
   * `note` makes an engine compile the same code again.
   */
  bytes(
    memory: { readonly shared: boolean; readonly initial: number; readonly maximum: number },
    note = '',
  ): Uint8Array<ArrayBuffer> {
    const signatures = this.#functions.map(({ parameters, result }) =>
      this.signature(Object.values(parameters), result === 'void' ? [] : [result]),
    )
    const limits: Code = [memory.shared ? 3 : 1, unsigned(memory.initial), unsigned(memory.maximum)]
    const exported = this.#linking ? [] : this.#functions
    const bytes = bytesOf([
      [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, vector(this.#signatureCodes)),
      section(
        2,
        vector([
          [text('env'), text('memory'), 2, limits],
          [text('env'), text('table'), 1, 0x70, 0, 0],
        ]),
      ),
      section(3, vector(signatures.map(unsigned))),
      section(7, vector(exported.map(({ name, index }) => [text(name), 0, unsigned(index)]))),
      section(9, vector(this.#table.map(({ place, func }) => [0, 0x41, signed32(place), 0x0b, 1, unsigned(func)]))),
      section(10, vector(this.#functions.map(codeOf))),
      section(0, [text('note'), text(note)]),
      section(0, [
        text('name'),
        section(1, vector(this.#functions.map(({ name, index }) => [unsigned(index), text(name)]))),
      ]),
    ])
    this.#functions = []
    return bytes
  }
}

function codeOf({ parameters, locals: written, body }: Func): Code {
  const locals = [...written]
  const held = holdConstants(body, Object.keys(parameters).length, locals)
  const runs: { type: Type; count: number }[] = []
  for (const type of locals) {
    const last = runs.at(-1)
    if (last?.type === type) last.count++
    else runs.push({ type, count: 1 })
  }
  return sized([vector(runs.map(({ type, count }) => [unsigned(count), byteOf[type]])), held, 0x0b])
}

function vector(items: Code): Code {
  return [unsigned(items.length), items]
}

function section(id: number, content: Code): Code {
  return [id, sized(content)]
}

/** The number of bytes, and these. */
function sized(content: Code): Code {
  const bytes = bytesOf(content)
  return [unsigned(bytes.length), bytes]
}

function text(value: string): Code {
  return sized(Array.from(value, (letter) => letter.charCodeAt(0)))
}
