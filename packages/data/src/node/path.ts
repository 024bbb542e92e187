import { fileURLToPath } from 'node:url'
import { Fault, type Schema } from '@thinned/schema'
import { dataOptions } from '../options.ts'

const takes = "the path of a file or folder, or its URL, such as new URL('prices.csv', import.meta.url)"

/** A path, or the `file:` URL of one, which becomes its path. */
export const path: Schema<string> = {
  takes,
  read(given, where) {
    try {
      const text = given instanceof URL ? fileURLToPath(given) : given
      if (typeof text === 'string' && text !== '' && !text.includes('\0')) return text
    } catch {
      // The URL of no file.
    }
    throw new Fault(where, given instanceof URL ? given.href : given, takes)
  },
}

/** The path that a function was given as an argument. */
export function pathOf(caller: string, name: string, given: unknown): string {
  return dataOptions(caller, { [name]: path })({ [name]: given })[name]!
}
