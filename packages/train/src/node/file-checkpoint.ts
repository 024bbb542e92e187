import { statSync } from 'node:fs'
import { open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { CheckpointStore } from '../checkpoint/checkpoint.ts'
import { TrainError } from '../train-error.ts'

/**
 * A checkpoint in a file. `save` writes a temporary file in the same folder, syncs it, renames it over the old one, and syncs the folder: a
 * reader, or a resumed run, finds the old checkpoint or the new one and never a part. `load` removes the unfinished files of killed runs.
 *
 * The files of best checkpoints lie beside it: `run.best-1.safetensors` beside `run.safetensors`.
 *
 * @throws {TrainError} where there is no such folder, at once; from save and load if the file system refuses, naming the file.
 * @example
 * ```ts
 * import { tmpdir } from 'node:os'
 * import { fileCheckpoint } from '@thinned/train/node'
 *
 * const store = fileCheckpoint(`${tmpdir()}/thinned-${process.pid}.safetensors`)
 * console.log(await store.load()) // undefined
 * ```
 */
export function fileCheckpoint(path: string): CheckpointStore {
  const file = resolve(path)
  const folder = dirname(file)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new TrainError(`There is no folder ${folder} to keep the checkpoint ${basename(file)} in; make it first.`)
  const temporary = join(folder, `.${basename(file)}.${process.pid}.tmp`)
  return {
    name: file,
    async save(bytes) {
      try {
        await writeSynced(temporary, bytes)
        await rename(temporary, file)
        await syncFolder(folder)
      } catch (error) {
        await rm(temporary, { force: true })
        throw refusal(`The checkpoint ${file} cannot be written`, error)
      }
    },
    async load() {
      try {
        for (const name of await readdir(folder)) if (isLeftover(name, basename(file))) await rm(join(folder, name))
        return await readFile(file)
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return undefined
        throw refusal(`The checkpoint ${file} cannot be read`, error)
      }
    },
    sibling: (name) => fileCheckpoint(join(folder, siblingName(basename(file), name))),
  }
}

/** `run.best-1.safetensors` beside `run.safetensors`. */
function siblingName(file: string, name: string): string {
  const extension = extname(file)
  return `${basename(file, extension)}.${name}${extension}`
}

/** Whether a file is `.<file>.<process id>.tmp`, of this file or of one of its best. A checkpoint whose name only begins with this one's is another. */
function isLeftover(name: string, file: string): boolean {
  const of = /^\.(.+)\.\d+\.tmp$/.exec(name)?.[1]
  const slot = of && /\.(best-\d+)(?:\.[^.]*)?$/.exec(of)?.[1]
  return of !== undefined && (of === file || (slot !== undefined && of === siblingName(file, slot)))
}

function refusal(what: string, error: unknown): TrainError {
  return new TrainError(`${what}: ${(error as Error).message}.`, { cause: error })
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'w')
  try {
    await handle.writeFile(bytes)
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
