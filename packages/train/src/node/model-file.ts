import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { AnyModel } from '@thinned/nn'
import {
  type LoadedModel,
  type LoadModelOptions,
  loadModel,
  readLoadOptions,
  type SaveModelOptions,
  saveModel,
} from '../model-file/model-file.ts'
import { TrainError } from '../train-error.ts'
import { pathOf } from './check-path.ts'
import { replaceFile } from './replace-file.ts'

/**
 * `saveModel` into a file, which is replaced as a whole or not at all: whoever reads it finds the old model or the new one.
 *
 * @throws {TrainError} where `saveModel` does, and where the file cannot be written.
 * @example
 * ```ts
 * import { mkdtemp } from 'node:fs/promises'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { init, layerFactories, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { loadModelFile, saveModelFile } from '@thinned/train/node'
 *
 * const model = linear(2, 2)
 * init(model, key(1))
 * const path = join(await mkdtemp(join(tmpdir(), 'model-')), 'model.safetensors')
 * await saveModelFile(path, model, { metadata: { version: 3 } })
 * console.log((await loadModelFile(path, { layers: layerFactories })).metadata) // { version: 3 }
 * ```
 */
export async function saveModelFile(
  path: string | URL,
  model: AnyModel,
  options: SaveModelOptions = {},
): Promise<void> {
  const given = pathOf('saveModelFile', path)
  const bytes = await saveModel(model, options)
  const file = resolve(given)
  try {
    await replaceFile(file, bytes)
  } catch (error) {
    const absent = (error as { code?: string }).code === 'ENOENT'
    const why = absent ? `there is no folder ${dirname(file)}; make it first` : (error as Error).message
    throw new TrainError(`The file of a model ${file} cannot be written: ${why}.`, { code: 'failed', cause: error })
  }
}

/**
 * `loadModel` from a file.
 *
 * @throws {TrainError} where `loadModel` does, and where there is no such file, by its path.
 * @example
 * ```ts
 * import { layerFactories } from '@thinned/nn'
 * import { loadModelFile } from '@thinned/train/node'
 *
 * const refusal = await loadModelFile('/nowhere/model.safetensors', { layers: layerFactories }).catch((error) => error.message)
 * console.log(refusal) // The file of a model /nowhere/model.safetensors cannot be read: there is no such file.
 * ```
 */
export async function loadModelFile(path: string | URL, options: LoadModelOptions): Promise<LoadedModel> {
  const file = resolve(pathOf('loadModelFile', path))
  const { name, ...given } = readLoadOptions(options)
  const bytes = await readFile(file).catch((error: Error & { code?: string }) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.message
    throw new TrainError(`The file of a model ${file} cannot be read: ${why}.`, { code: 'failed', cause: error })
  })
  return loadModel(bytes, { ...given, name: name ?? file })
}
