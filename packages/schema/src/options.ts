import { object, type Read } from './composites.ts'
import { formatValue } from './format-value.ts'
import { nearest } from './nearest.ts'
import { Fault, joined, type Schema } from './schema.ts'
import type { ThinnedError, ThinnedErrorOptions } from './thinned-error.ts'

/** The error class of a package. */
export type ErrorClass = new (message: string, options?: ThinnedErrorOptions) => ThinnedError

/** What an option that the function does not have should be: 'ignore' for ignoreIndex. Names that other libraries use, where they are not near ours; one in a list is `groups[].freeze`. */
export type OtherNames = Readonly<Record<string, string>>

/* @__NO_SIDE_EFFECTS__ */
/**
 * Reads the options of one function: gives them back with their defaults, or throws the package's error. It refuses an option that the function does
 * not have, and names the nearest one that it has; and values of a wrong type or out of range. An option that is undefined is absent.
 *
 * @example
 * ```ts
 * import { boolean, number, options, ThinnedError, withDefault } from '@thinned/schema'
 *
 * const read = options('brew', ThinnedError, { minutes: number({ above: 0 }), milk: withDefault(boolean, false) })
 * console.log(read({ minutes: 4 })) // { minutes: 4, milk: false }
 * try {
 *   read({ minuets: 4 })
 * } catch (error) {
 *   console.log((error as Error).message) // minuets is not an option of brew; write minutes. It has minutes and milk.
 * }
 * ```
 */
export function options<F extends Readonly<Record<string, Schema>>>(
  caller: string,
  PackageError: ErrorClass,
  fields: F,
  otherNames: OtherNames = {},
): (given: unknown) => Read<F> {
  const schema = object(fields)
  return (given) => {
    try {
      // No options at all lack the first that is needed, and the message names it.
      return schema.read(given === undefined ? {} : given, '')
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault
      throw new PackageError(
        describe(caller, fault, otherNames, fields),
        fault.unknown ? { code: 'unknown-option' } : {},
      )
    }
  }
}

/* @__NO_SIDE_EFFECTS__ */
/**
 * Refuses an option that a function does not have, and nothing else: for functions that run in every step of a training, whose values are checked where
 * they are used. It takes some 20 ns.
 *
 * @example
 * ```ts
 * import { onlyOptions, ThinnedError } from '@thinned/schema'
 *
 * const check = onlyOptions('pour', ThinnedError, ['slowly'])
 * try {
 *   check({ slow: true })
 * } catch (error) {
 *   console.log((error as Error).message) // slow is not an option of pour; write slowly. It has slowly.
 * }
 * ```
 */
export function onlyOptions(
  caller: string,
  PackageError: ErrorClass,
  names: readonly string[],
  otherNames: OtherNames = {},
): (given: object) => void {
  const known = new Set(names)
  return (given) => {
    if (typeof given !== 'object' || given === null)
      throw new PackageError(describe(caller, new Fault('', given, `an object { ${names.join(', ')} }`), otherNames))
    for (const name in given)
      if (!known.has(name)) {
        const fault = new Fault('', given, 'its options', { name, names })
        throw new PackageError(describe(caller, fault, otherNames), { code: 'unknown-option' })
      }
  }
}

function describe(
  caller: string,
  { path, value, takes, unknown }: Fault,
  otherNames: OtherNames,
  fields: Readonly<Record<string, Schema>> = {},
): string {
  if (unknown) {
    const { name, names } = unknown
    const full = path ? `${path}.${name}` : name
    const place = full.replace(/\[\d+\]/g, '[]')
    // use_bias is useBias of the other library, where it is no option of this one.
    const other = [place, camelCase(place)].find((each) => Object.hasOwn(otherNames, each) && !names.includes(each))
    const meant = other === undefined ? nearest(name, names) : otherNames[other]
    const has = names.length === 0 ? 'It has none' : `It has ${joined(names, 'and')}`
    return `${full} is not an option of ${caller};${meant ? ` write ${meant}.` : ''} ${meant ? has : has.replace('I', 'i')}.`
  }
  if (path === '') {
    const meant = neededFor(value, fields)
    const advice = meant === undefined ? '' : ` Write { ${meant}: ${formatValue(value)} }.`
    return `${caller} was given ${formatValue(value)} as its options; they are ${takes}.${advice}`
  }
  return value === undefined
    ? `${caller} was given no ${path}; it takes ${takes}.`
    : `${caller} was given ${path} ${formatValue(value)}; it takes ${takes}.`
}

/** The option that a value given in place of all of them was meant for: the one that is needed, or else the first, where it takes the value. */
function neededFor(given: unknown, fields: Readonly<Record<string, Schema>>): string | undefined {
  const takes = (schema: Schema, value: unknown): boolean => {
    try {
      schema.read(value, '')
      return true
    } catch {
      return false
    }
  }
  const names = Object.keys(fields)
  const needed = names.find((name) => !takes(fields[name]!, undefined)) ?? names[0]
  return needed !== undefined && takes(fields[needed]!, given) ? needed : undefined
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
