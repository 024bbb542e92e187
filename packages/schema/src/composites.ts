import { Fault, type Schema } from './schema.ts'

/**
 * One schema for each field of T. The compiler refuses a field that is missing, and one that T does not have. The fields named in `Defaulted` have a
 * default, so that what is read is never undefined; this matters where a table is exported, and its type is written out.
 */
export type Fields<T, Defaulted extends keyof T = never> = {
  readonly [Name in keyof T]-?: Schema<Name extends Defaulted ? Exclude<T[Name], undefined> : T[Name] | undefined>
}

/** What the schemas of an object give. */
export type Read<F extends Readonly<Record<string, Schema>>> = {
  readonly [Name in keyof F]: F[Name] extends Schema<infer T> ? T : never
}

/* @__NO_SIDE_EFFECTS__ */
/**
 * A value that may be absent.
 *
 * @example
 * ```ts
 * import { optional, text } from '@thinned/schema'
 *
 * console.log(optional(text).read(undefined, 'name')) // undefined
 * ```
 */
export function optional<T>(schema: Schema<T>): Schema<T | undefined> {
  return withDefault<T | undefined>(schema, undefined)
}

/* @__NO_SIDE_EFFECTS__ */
/**
 * A value that may be absent, and what it is then.
 *
 * @example
 * ```ts
 * import { boolean, withDefault } from '@thinned/schema'
 *
 * console.log(withDefault(boolean, true).read(undefined, 'bias')) // true
 * ```
 */
export function withDefault<T>(schema: Schema<T>, absent: T): Schema<T> {
  return { takes: schema.takes, read: (value, path) => (value === undefined ? absent : schema.read(value, path)) }
}

/* @__NO_SIDE_EFFECTS__ */
/**
 * Arrays of values of one schema.
 *
 * @example
 * ```ts
 * import { integer, list } from '@thinned/schema'
 *
 * console.log(list(integer()).read([1, 2], 'axes')) // [ 1, 2 ]
 * ```
 */
export function list<T>(item: Schema<T>, takes = 'a list'): Schema<readonly T[]> {
  return {
    takes,
    read(value, path) {
      if (!Array.isArray(value)) throw new Fault(path, value, takes)
      // Not map, which passes over the holes of a sparse array.
      return Array.from(value, (each, i) => item.read(each, `${path}[${i}]`))
    },
  }
}

/* @__NO_SIDE_EFFECTS__ */
/**
 * Objects of any names, whose values are of one schema. Only their own names count.
 *
 * @example
 * ```ts
 * import { number, record } from '@thinned/schema'
 *
 * console.log(record(number()).read({ loss: 0.5 }, 'metrics')) // { loss: 0.5 }
 * ```
 */
export function record<T>(item: Schema<T>, takes = 'an object'): Schema<Readonly<Record<string, T>>> {
  return {
    takes,
    read(value, path) {
      if (!isObject(value)) throw new Fault(path, value, takes)
      // fromEntries defines names, where an assignment would reach the prototype by the name __proto__.
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, item.read(each, join(path, name))]))
    },
  }
}

/* @__NO_SIDE_EFFECTS__ */
/**
 * Objects of these fields and no others.
 *
 * @example
 * ```ts
 * import { integer, object } from '@thinned/schema'
 *
 * console.log(object({ patience: integer({ from: 1 }) }).takes) // an object { patience }
 * ```
 */
export function object<F extends Readonly<Record<string, Schema>>>(fields: F): Schema<Read<F>> {
  const names = Object.keys(fields)
  const takes = `an object { ${names.join(', ')} }`
  return {
    takes,
    read(value, path) {
      if (!isObject(value)) throw new Fault(path, value, takes)
      for (const name of Object.keys(value))
        if (!Object.hasOwn(fields, name)) throw new Fault(path, value[name], takes, { name, names })
      return Object.fromEntries(
        names.map((name) => [name, fields[name]!.read(value[name], join(path, name))]),
      ) as Read<F>
    },
  }
}

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) return false
  return !NAMELESS.test(Object.prototype.toString.call(value))
}

/** Objects without names of their own: read by name, they would have every default. */
const NAMELESS = /^\[object (?:Map|Set|Promise|Date|RegExp|URL)\]$/
