import { randomBytes } from 'node:crypto'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Replaces a file as a whole or not at all: writes `.<file>.<process id>.<random>.tmp` in the same folder, which no other write has, syncs it,
 * renames it over the file, and syncs the folder.
 */
export async function replaceFile(file: string, content: Uint8Array | string): Promise<void> {
  const folder = dirname(file)
  const temporary = join(folder, `.${basename(file)}.${process.pid}.${randomBytes(8).toString('hex')}.tmp`)
  try {
    await writeSynced(temporary, content)
    await rename(temporary, file)
    await syncFolder(folder)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Removes what processes that have ended left of replacing files with these names. */
export async function removeLeftovers(folder: string, isMeant: (name: string) => boolean): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, file, id] = /^\.(.+?)\.(\d+)\.[0-9a-f]{16}\.tmp$/.exec(name) ?? []
    if (file !== undefined && isMeant(file) && !processRuns(Number(id))) await rm(join(folder, name), { force: true })
  }
}

/** Whether there is a process of this id on this host. */
export function processRuns(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}

async function writeSynced(path: string, content: Uint8Array | string): Promise<void> {
  const handle = await open(path, 'wx')
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return // A folder cannot be opened there.
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
