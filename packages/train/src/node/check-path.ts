import { fileURLToPath } from 'node:url'
import { Fault, type Schema } from '@thinned/schema'
import { argument } from '../options.ts'

const takes = "the path of a file or folder, or its URL, such as new URL('run.safetensors', import.meta.url)"

const path: Schema<string> = {
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

/** A path, or the `file:` URL of one, as a path. Refuses what is neither, such as an object of options. @throws {TrainError} */
export function pathOf(caller: string, given: unknown, name = 'path'): string {
  return argument(caller, name, path, given)
}
