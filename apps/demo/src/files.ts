import { closeSync, existsSync, openSync, realpathSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from './errors.ts'

/** A path relative to the folder of the user. The package manager notes that folder before it changes to another. */
export function userPath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path)
}

/** Checks before the work that `file` can be written after it. Creates a new file for a moment, and leaves the content of an old one. */
export function checkWritable(option: string, file: string): void {
  try {
    const existed = existsSync(file)
    closeSync(openSync(file, 'a'))
    // For a dangling link this removes the new target, not the link.
    if (!existed) rmSync(realpathSync(file))
  } catch (error) {
    throw new UsageError(
      `${option} was given "${file}", which cannot be written (${(error as NodeJS.ErrnoException).code}). Give the path of a file in a folder that exists.`,
    )
  }
}
