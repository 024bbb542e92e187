import { closeSync, existsSync, openSync, realpathSync, rmSync } from 'node:fs'
import { UsageError } from './usage-error.ts'

/** Makes sure, before the work, that `file` can be written after it. Leaves everything as it was. */
export function checkWritable(option: string, file: string): void {
  try {
    const existed = existsSync(file)
    closeSync(openSync(file, 'a'))
    // Of a link to nowhere, what it points to has been made, and goes; the link stays.
    if (!existed) rmSync(realpathSync(file))
  } catch (error) {
    throw new UsageError(
      `${option} was given "${file}", which cannot be written (${(error as NodeJS.ErrnoException).code}). Give the path of a file in a folder that exists.`,
    )
  }
}
