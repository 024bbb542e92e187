import { resolve } from 'node:path'

/** A path as the user means it: relative to where they stand, which the package manager notes before it changes folder. */
export function fromUser(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? '.', path)
}
