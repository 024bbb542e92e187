import {
  type Code,
  type Expression,
  expression,
  flatten,
  type I32,
  type Statement,
  statement,
  type Type,
  unsigned,
} from './code.ts'
import type { Local } from './control.ts'

export type { Local }

const byteOf: Record<Type, number> = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b }

export type Types = Readonly<Record<string, Type>>
type Locals<P extends Types> = { readonly [N in keyof P]: Local<P[N]> }

/** Makes a new local of the function that is being written. */
export type MakeLocal = <T extends Type>(type: T) => Local<T>

/** New locals by name. */
export function locals<const L extends Types>(local: MakeLocal, types: L): Locals<L> {
  return Object.fromEntries(Object.entries(types).map(([name, type]) => [name, local(type)])) as unknown as Locals<L>
}

/** A function of the module, which others may call. */
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

/** Calls the function at a place in the table, whose parameters are all i32 and which gives nothing. */
export function runAt(place: I32, args: readonly I32[], signature: number): Statement {
  return statement(
    args.map(({ code }) => code),
    place.code,
    0x11,
    unsigned(signature),
    0,
  )
}

/** A WebAssembly module in the making: functions over one imported memory. */
export class Module {
  readonly #functions: Func[] = []
  readonly #signatures: string[] = []
  readonly #signatureCodes: Code[] = []
  readonly #table: number[] = []
  readonly #shared = new Map<string, unknown>()

  /** Writes a function. Parameters are in the order of their declaration; the body gets them, and a maker of locals. */
  func<const P extends Types, R extends Type | 'void' = 'void'>(
    name: string,
    parameters: P,
    write: (
      parameters: Locals<P>,
      local: MakeLocal,
    ) => readonly Statement[] | { readonly body: readonly Statement[]; readonly result: Expression },
    result: R = 'void' as R,
  ): Func<P, R> {
    const own = Object.entries(parameters)
    const locals: Type[] = []
    const local = <T extends Type>(type: T, index: number): Local<T> => ({
      ...expression(type, 0x20, unsigned(index)),
      index,
    })
    const written = write(
      Object.fromEntries(own.map(([parameter, type], index) => [parameter, local(type, index)])) as Locals<P>,
      (type) => local(type, own.length + locals.push(type) - 1),
    )
    const statements = 'body' in written ? written.body : written
    const body: Code = [statements.map(({ code }) => code), 'body' in written ? written.result.code : []]
    const func: Func<P, R> = { name, index: this.#functions.length, parameters, result, locals, body }
    this.#functions.push(func as unknown as Func)
    return func
  }

  /** What several kernels share: made at the first call, found again by its name afterwards. */
  once<T>(name: string, make: () => T): T {
    if (!this.#shared.has(name)) this.#shared.set(name, make())
    return this.#shared.get(name) as T
  }

  /** Puts a function into the table, and says where. */
  tableIndex(func: Func<Types, 'void'>): number {
    return this.#table.push(func.index) - 1
  }

  /** The number of a signature. */
  signature(parameters: readonly Type[], results: readonly Type[]): number {
    const name = `${parameters.join()}>${results.join()}`
    const found = this.#signatures.indexOf(name)
    if (found >= 0) return found
    this.#signatureCodes.push([
      0x60,
      vector(parameters.map((type) => byteOf[type])),
      vector(results.map((type) => byteOf[type])),
    ])
    return this.#signatures.push(name) - 1
  }

  /**
   * The bytes of the module. It imports `env.memory` of the given pages and exports every function by name, which profilers show too; `note` tells apart
   * modules that hold the same code, so that an engine compiles each anew.
   */
  bytes(
    memory: { readonly shared: boolean; readonly initial: number; readonly maximum: number },
    note = '',
  ): Uint8Array<ArrayBuffer> {
    const signatures = this.#functions.map(({ parameters, result }) =>
      this.signature(Object.values(parameters), result === 'void' ? [] : [result]),
    )
    const out: number[] = []
    const limits: Code = [memory.shared ? 3 : 1, unsigned(memory.initial), unsigned(memory.maximum)]
    flatten(
      [
        [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
        section(1, vector(this.#signatureCodes)),
        section(2, vector([[text('env'), text('memory'), 2, limits]])),
        section(3, vector(signatures.map(unsigned))),
        section(4, vector([[0x70, 0, unsigned(this.#table.length)]])),
        section(7, vector(this.#functions.map(({ name, index }) => [text(name), 0, unsigned(index)]))),
        this.#table.length === 0 ? [] : section(9, vector([[0, 0x41, 0, 0x0b, vector(this.#table.map(unsigned))]])),
        section(10, vector(this.#functions.map(codeOf))),
        section(0, [text('note'), text(note)]),
        section(0, [
          text('name'),
          section(1, vector(this.#functions.map(({ name, index }) => [unsigned(index), text(name)]))),
        ]),
      ],
      out,
    )
    return Uint8Array.from(out)
  }
}

function codeOf({ locals, body }: Func): Code {
  const runs: { type: Type; count: number }[] = []
  for (const type of locals) {
    const last = runs.at(-1)
    if (last?.type === type) last.count++
    else runs.push({ type, count: 1 })
  }
  const flat: number[] = []
  flatten([vector(runs.map(({ type, count }) => [unsigned(count), byteOf[type]])), body, 0x0b], flat)
  return [unsigned(flat.length), flat]
}

function vector(items: readonly (number | Code)[]): Code {
  return [unsigned(items.length), ...items]
}

function section(id: number, content: Code): Code {
  const flat: number[] = []
  flatten(content, flat)
  return [id, unsigned(flat.length), flat]
}

function text(value: string): Code {
  return vector([...value].map((letter) => letter.charCodeAt(0)))
}
