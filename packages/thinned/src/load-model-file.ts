import type { LoadedModel, LoadModelOptions } from '@thinned/train'
import * as files from '@thinned/train/node'
import { withKnown } from './from-config.ts'

/**
 * `loadModel` from a file: the model that `saveModelFile` saved, with its weights, preprocessing and class names.
 *
 * @throws {TrainError} where `loadModel` does, and where there is no such file, by its path.
 *
 * @example
 * ```ts
 * import { mkdtemp } from 'node:fs/promises'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { dropout, init, key, linear, sequential } from 'thinned'
 * import { loadModelFile, saveModelFile } from 'thinned/node'
 *
 * const trained = sequential(linear(2, 8), dropout({ keep: 0.5 }), linear(8, 2))
 * init(trained, key(1))
 * const path = join(await mkdtemp(join(tmpdir(), 'model-')), 'model.safetensors')
 * await saveModelFile(path, trained)
 * console.log(Object.keys((await loadModelFile(path)).model.children)) // [ 'linear1', 'dropout1', 'linear2' ]
 * ```
 */
export function loadModelFile(path: string | URL, options: Partial<LoadModelOptions> = {}): Promise<LoadedModel> {
  return files.loadModelFile(path, withKnown(options))
}
