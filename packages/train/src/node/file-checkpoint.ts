import { open, readdir, readFile, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { CheckpointStore } from '../checkpoint-store.ts'

/**
 * A checkpoint in a file. Written to a temporary file in the same folder, synced, renamed over the old one, and the folder synced: a
 * reader, or a resumed run, finds the old checkpoint or the new one and never a part. What a killed run left half written is removed.
 */
export function fileCheckpoint(path: string): CheckpointStore {
  const file = resolve(path)
  const prefix = `.${basename(file)}.`
  return {
    async save(bytes) {
      const temporary = join(dirname(file), `${prefix}${process.pid}.tmp`)
      const handle = await open(temporary, 'w')
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(temporary, file)
      await syncFolder(dirname(file))
    },
    async load() {
      for (const name of await readdir(dirname(file))) {
        if (name.startsWith(prefix) && name.endsWith('.tmp')) await unlink(join(dirname(file), name))
      }
      try {
        return await readFile(file)
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return undefined
        throw error
      }
    },
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
