import { formatValue } from './format-value.ts'
import type { ErrorClass } from './options.ts'
import { Fault, type Schema } from './schema.ts'

/**
 * Reads a value from outside, such as a parsed file: gives it back checked, or throws the package's error, which names the first part that is
 * absent, of another type or out of range. `name` is the name of the whole: 'The state'.
 *
 * @example
 * ```ts
 * import { integer, list, object, readState, ThinnedError } from '@thinned/schema'
 *
 * const schema = object({ rows: list(integer({ from: 0 })) })
 * try {
 *   readState(schema, JSON.parse('{ "rows": [1, "x"] }'), 'state', ThinnedError)
 * } catch (error) {
 *   console.log((error as Error).message) // state.rows[1] is "x", where an integer from 0 belongs.
 * }
 * ```
 */
export function readState<T>(schema: Schema<T>, state: unknown, name: string, PackageError: ErrorClass): T {
  try {
    return schema.read(state, name)
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault
    throw new PackageError(describe(fault), { code: 'invalid-file' })
  }
}

function describe({ path, value, takes, unknown }: Fault): string {
  if (unknown)
    return `${path} has ${formatValue(unknown.name)}, which it does not know; it has ${unknown.names.join(', ')}.`
  return value === undefined
    ? `${path} is absent, where ${takes} belongs.`
    : `${path} is ${formatValue(value)}, where ${takes} belongs.`
}

const nonFinite: ReadonlyMap<unknown, number> = new Map([NaN, Infinity, -Infinity].map((x) => [`${x}`, x]))

/**
 * A number in a file. JSON has no NaN and no Infinity; their texts stand for them, and are numbers again when read.
 *
 * @example
 * ```ts
 * import { savedNumber } from '@thinned/schema'
 *
 * console.log(savedNumber.read('NaN', 'loss')) // NaN
 * ```
 */
export const savedNumber: Schema<number> = {
  takes: 'a number, or "NaN", "Infinity" or "-Infinity"',
  read(given, path) {
    const x = nonFinite.get(given) ?? given
    if (typeof x === 'number') return x
    throw new Fault(path, given, this.takes)
  },
}

/** The most levels of a file's JSON; a deeper one would exhaust the stack of what reads it. */
const MOST_LEVELS = 100

/**
 * Parses the JSON of a file, nested at most 100 levels deep. `name` is the name of the file or of its part.
 *
 * @throws {ThinnedError} of the package's class, on text that is not JSON or is nested deeper.
 * @example
 * ```ts
 * import { parseState, ThinnedError } from '@thinned/schema'
 *
 * console.log(parseState('{ "epochs": 3 }', 'The settings', ThinnedError)) // { epochs: 3 }
 * ```
 */
export function parseState(text: string, name: string, PackageError: ErrorClass): unknown {
  let level = 0
  let inText = false
  for (let i = 0; i < text.length; i++) {
    const token = text[i]!
    if (inText && token === '\\') i++
    else if (token === '"') inText = !inText
    else if (!inText && (token === '[' || token === '{')) level++
    else if (!inText && (token === ']' || token === '}')) level--
    if (level > MOST_LEVELS)
      throw new PackageError(`${name} is JSON nested more than ${MOST_LEVELS} levels deep.`, { code: 'invalid-file' })
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new PackageError(`${name} is no JSON (${(error as Error).message}).`, { code: 'invalid-file', cause: error })
  }
}
