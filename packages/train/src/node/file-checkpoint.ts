import { statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { type CheckpointPlace, type CheckpointStore, checkpointStore } from '../checkpoint/checkpoint-store.ts'
import { TrainError } from '../train-error.ts'
import { pathOf } from './check-path.ts'
import { lockFile, lockOf } from './file-lock.ts'
import { readInPieces } from './read-in-pieces.ts'
import { removeLeftovers, replaceFile } from './replace-file.ts'

/**
 * A checkpoint in a file. `save` writes a temporary file in the same folder, syncs it, renames it over the old one, and syncs the folder: a
 * reader, or a resumed run, finds the old checkpoint or the new one and never a part. Each save has a temporary file of its own. Within a process,
 * what is done with one path is done one after another. `load` removes the unfinished files of processes that have ended.
 *
 * `fit` locks the file while it runs, by `.run.safetensors.lock` beside it: of two runs with one file the second is refused, in this process and in
 * others. The lock of a run that was killed is taken over: at once where its process has ended on this host, else after 30 seconds.
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
export function fileCheckpoint(path: string | URL): CheckpointStore {
  return checkpointStore(filePlace(pathOf('fileCheckpoint', path)))
}

function filePlace(path: string): CheckpointPlace {
  const file = resolve(path)
  const folder = dirname(file)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new TrainError(`There is no folder ${folder} to keep the checkpoint ${basename(file)} in; make it first.`)
  return {
    name: file,
    save: (bytes) =>
      inTurn(file, async () => {
        try {
          await lockOf(file)?.check()
          await replaceFile(file, bytes)
        } catch (error) {
          throw error instanceof TrainError ? error : refusal(`The checkpoint ${file} cannot be written`, error)
        }
      }),
    load: () =>
      inTurn(file, async () => {
        try {
          await removeLeftovers(folder, (name) => isOurs(name, basename(file)))
          return await readInPieces(file)
        } catch (error) {
          if ((error as { code?: string }).code === 'ENOENT') return undefined
          throw refusal(`The checkpoint ${file} cannot be read`, error)
        }
      }),
    async lock() {
      try {
        const { release } = await lockFile(file)
        return release
      } catch (error) {
        throw error instanceof TrainError ? error : refusal(`The checkpoint ${file} cannot be locked`, error)
      }
    },
    sibling: (name) => filePlace(join(folder, siblingName(basename(file), name))),
  }
}

/** `run.best-1.safetensors` beside `run.safetensors`. */
function siblingName(file: string, name: string): string {
  const extension = extname(file)
  return `${basename(file, extension)}.${name}${extension}`
}

/** The last thing that was begun with each file, by its path. */
const turns = new Map<string, Promise<unknown>>()

/** Acts when all that was begun with the file before has ended. */
function inTurn<T>(file: string, act: () => Promise<T>): Promise<T> {
  const turn = (turns.get(file) ?? Promise.resolve()).then(act, act)
  const end = (): void => {
    if (turns.get(file) === turn) turns.delete(file)
  }
  turns.set(file, turn)
  turn.then(end, end)
  return turn
}

/** Whether a file is this one or one of its best. A checkpoint whose name only begins with this one's is another. */
function isOurs(name: string, file: string): boolean {
  const slot = /\.(best-\d+)(?:\.[^.]*)?$/.exec(name)?.[1]
  return name === file || (slot !== undefined && name === siblingName(file, slot))
}

function refusal(what: string, error: unknown): TrainError {
  return new TrainError(`${what}: ${(error as Error).message}.`, { code: 'failed', cause: error })
}
