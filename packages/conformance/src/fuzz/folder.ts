import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folders: string[] = []

/** A file in a temporary folder of its own. */
export function temporaryFile(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'thinned-fuzz-'))
  folders.push(folder)
  return join(folder, name)
}

/** Removes all of them, when no target reads any more. */
export function removeTemporaryFiles(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
}
