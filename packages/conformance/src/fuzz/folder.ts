import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file of a temporary folder that lasts as long as the process. */
export function temporaryFile(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'thinned-fuzz-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return join(folder, name)
}
