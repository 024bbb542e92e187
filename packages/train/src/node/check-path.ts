import { type Schema, value } from '@thinned/schema'
import { argument } from '../options.ts'

const file: Schema<string> = value(
  'the path of a file or folder',
  (given) => typeof given === 'string' && given !== '' && !given.includes('\0'),
)

/** Refuses what is no path, such as an object of options. @throws {TrainError} */
export function checkPath(caller: string, path: unknown, name = 'path'): void {
  argument(caller, name, file, path)
}
