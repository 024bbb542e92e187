import { mkdir, readdir, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { EnsembleStore } from '../ensemble/member-store.ts'
import { TrainError } from '../train-error.ts'
import { pathOf } from './check-path.ts'
import { fileCheckpoint } from './file-checkpoint.ts'
import { lockFile } from './file-lock.ts'
import { readInPieces } from './read-in-pieces.ts'
import { removeLeftovers, replaceFile } from './replace-file.ts'

/**
 * A store of an ensemble in a folder, which is made if it is not there: `member-0.safetensors`, `member-1.safetensors`, …, each a file of `saveModel` and written
 * as a whole or not at all. While a member is trained, `member-0.run.safetensors` keeps the checkpoints of its run, if its build uses `place`.
 *
 * `ensemble` locks the folder while it runs: of two with one folder the second is refused, in this process and in others. The lock of a process that was
 * killed is taken over: at once on this host, else after 30 seconds.
 *
 * @throws {TrainError} where the path is none; from `ensemble` where the file system refuses, or another has the folder.
 * @example
 * ```ts
 * import { mkdtemp, readdir } from 'node:fs/promises'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { init, type Layer, layerFactories, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { type Build, ensemble } from '@thinned/train'
 * import { ensembleFolder } from '@thinned/train/node'
 *
 * const folder = join(await mkdtemp(join(tmpdir(), 'ensemble-')), 'moons')
 * const build: Build<Layer> = ({ key }) => {
 *   const model = linear(2, 2)
 *   init(model, key)
 *   return model
 * }
 * await ensemble(build, { members: 2, key: key(42), store: ensembleFolder(folder), layers: layerFactories })
 * console.log((await readdir(folder)).sort()) // [ 'member-0.safetensors', 'member-1.safetensors' ]
 * ```
 */
export function ensembleFolder(path: string | URL): EnsembleStore {
  const folder = resolve(pathOf('ensembleFolder', path))
  const fileOf = (index: number): string => join(folder, `member-${index}.safetensors`)
  return {
    name: folder,
    async load(index) {
      const file = fileOf(index)
      try {
        await removeLeftovers(folder, (name) => name === basename(file))
        return await readInPieces(file)
      } catch (error) {
        if ((error as { code?: string }).code === 'ENOENT') return undefined
        throw error
      }
    },
    async save(index, bytes) {
      await replaceFile(fileOf(index), bytes)
      await removeRun(folder, index)
    },
    checkpoint: (index) => fileCheckpoint(join(folder, `member-${index}.run.safetensors`)).place,
    async lock() {
      await mkdir(folder).catch((error: Error & { code?: string }) => {
        if (error.code === 'ENOENT')
          throw new TrainError(`There is no folder to make ${folder} in; make it first.`, { cause: error })
        if (error.code !== 'EEXIST') throw error
      })
      const { release } = await lockFile(join(folder, 'ensemble'), {
        refuse: (_, who) =>
          new TrainError(
            `Another ensemble is made in the folder ${folder} (${who}); two would replace each other's members. Give each a folder of its own, or wait until that one is there.`,
            { code: 'in-use' },
          ),
      })
      return release
    },
  }
}

/** Removes the checkpoints of a run that has ended. */
async function removeRun(folder: string, index: number): Promise<void> {
  const ofRun = new RegExp(`^member-${index}\\.run(\\.best-\\d+)?\\.safetensors$`)
  for (const name of await readdir(folder)) if (ofRun.test(name)) await rm(join(folder, name), { force: true })
}
