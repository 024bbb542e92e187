import type { Layer, Mixture, MixtureOf, Model } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'
import * as train from '@thinned/train'
import { withKnown } from './from-config.ts'

/**
 * Trains several models that differ only in their key, and joins them into one: an ensemble. `predict` takes its members as samples; `evaluate`,
 * `saveModel`, `loadModel` and `summary` take it as any model. Members that come from a store or a worker may consist of all layers and variants; `layers` and
 * `schedules` add yours.
 *
 * @param build A function that builds a model, trains it with the key that it is given, and returns it: members are trained one after another. Or the URL of a
 *   module that exports it, as `build` or by default: they are trained on workers, as many at once as there are processors, to the same bits. A bundler needs
 *   `{ worker: () => new Worker(new URL('./member.js', import.meta.url), { type: 'module' }) }`, with `serveMembers(build)` at the end of that module.
 * @throws {TrainError} where a member fails, by its index: with a store, those that are trained are kept, and the next call trains the others. Where a store
 *   holds members of another ensemble. The signal's reason when it is stopped.
 *
 * @example
 * ```ts
 * import { adam, data, dropout, ensemble, fit, key, linear, predict, relu, sequential } from 'thinned'
 *
 * const train = data.twoMoons({ size: 100, key: key(1) })
 * const model = await ensemble(
 *   async ({ key, signal }) => {
 *     const member = sequential(linear(2, 8), relu(), dropout({ keep: 0.8 }), linear(8, 2))
 *     const optimizer = adam({ learningRate: 0.02 })
 *     await fit(member, { data: { train }, loss: 'crossEntropy', epochs: 10, batchSize: 20, optimizer, key, signal })
 *     return member
 *   },
 *   { members: 3, key: key(42) },
 * )
 * const far = { data: Float32Array.of(8, -8), shape: [1, 2] }
 * const { predicted, samples } = await predict(model, far, { everySample: true })
 * console.log(Object.keys(model.children), predicted, samples?.shape) // [ 'member0', 'member1', 'member2' ] Int32Array(1) [ 1 ] [ 3, 1, 2 ]
 * ```
 */
export function ensemble(build: train.Build<Layer>, options: train.EnsembleOptions): Promise<Mixture>
export function ensemble<Inputs>(
  build: train.Build<Model<Inputs, Tensor>>,
  options: train.EnsembleOptions,
): Promise<MixtureOf<Inputs>>
export function ensemble(build: train.BuildModule, options: train.EnsembleOptions): Promise<Mixture>
export function ensemble(build: unknown, options: train.EnsembleOptions): Promise<never> {
  return train.ensemble(build as train.Build<Layer>, withKnown(options)) as Promise<never>
}
