import { formatValue } from '@thinned/schema'
import { DataError } from './data-error.ts'

/** Whether this is an object of names: no list, no Map, whose entries are no names, and no instance of another class. */
export function isPlain(given: unknown): given is Readonly<Record<string, unknown>> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return false
  const prototype = Object.getPrototypeOf(given)
  // Of any realm: the prototype of its objects has none itself.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** What to write in the place of what is no object of names; '' where that is not known. */
export function plainAdvice(given: unknown): string {
  return Object.prototype.toString.call(given) === '[object Map]' ? ' Write Object.fromEntries(map).' : ''
}

/** Refuses arguments beyond those that a function takes, such as options of another library. */
export function checkNone(caller: string, given: readonly unknown[], takes: string): void {
  if (given.length > 0) throw new DataError(`${caller} was given ${given.map(formatValue).join(', ')}; ${takes}.`)
}
