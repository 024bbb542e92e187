import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A folder for the files of a test file, removed at its end; gives the path of a file in it. */
export function temporaryFolder(): (file: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'thinned-data-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  return (file) => join(folder, file)
}
