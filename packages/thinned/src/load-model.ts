import type { LoadedModel, LoadModelOptions } from '@thinned/train'
import * as train from '@thinned/train'
import { withKnown } from './from-config.ts'

/**
 * The model of a file of `saveModel`, with its weights, preprocessing and class names. It knows all layers and variants, and all schedules of keep; `layers`
 * and `schedules` add yours. No code comes from the file, and a checksum of everything in it is checked. Brings all layers into a bundle;
 * `loadModel` of @thinned/train takes a smaller table.
 *
 * @throws {TrainError} where the file is damaged, of another kind or format, or names a layer or schedule that is unknown: with what is
 *   wrong, where, and what to do.
 *
 * @example
 * ```ts
 * import { dropout, init, key, linear, loadModel, predict, saveModel, sequential } from 'thinned'
 *
 * const trained = sequential(linear(2, 8), dropout({ keep: 0.5 }), linear(8, 2))
 * init(trained, key(1))
 * const bytes = await saveModel(trained, { classNames: ['no', 'yes'] })
 *
 * const { model, classNames } = loadModel(bytes)
 * const inputs = { data: Float32Array.of(1, 2, -3, 4), shape: [2, 2] }
 * console.log((await predict(model, inputs, { classNames })).predictedNames) // [ 'yes', 'yes' ]
 * ```
 */
export function loadModel(bytes: Uint8Array, options: Partial<LoadModelOptions> = {}): LoadedModel {
  return train.loadModel(bytes, withKnown(options))
}
