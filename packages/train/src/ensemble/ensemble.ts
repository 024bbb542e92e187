import type { Layer, Mixture, MixtureOf, Model } from '@thinned/nn'
import { formatValue } from '@thinned/schema'
import type { Tensor } from '@thinned/tensor'
import { orReason } from '../evaluate/stopped.ts'
import { TrainError } from '../train-error.ts'
import type { Build } from './build.ts'
import { type EnsembleOptions, readEnsembleOptions } from './ensemble-options.ts'
import { makeEnsemble, type Trainer } from './make-ensemble.ts'
import { type BuildModule, workerTrainer } from './workers/train-on-worker.ts'

/**
 * Trains several models that differ only in their key, and joins them into one: an ensemble (Lakshminarayanan et al. 2017). `predict` takes its members as
 * samples; `evaluate`, `saveModel`, `loadModel` and `summary` take it as any model.
 *
 * @param build A function that builds a model, trains it with the key that it is given, and returns it: members are trained one after another. Or the URL of a
 *   module that exports it, as `build` or by default: they are trained on workers, as many at once as there are processors, to the same bits. A bundler needs
 *   `{ worker: () => new Worker(new URL('./member.js', import.meta.url), { type: 'module' }) }`, with `serveMembers(build)` at the end of that module.
 * @throws {TrainError} where a member fails, by its index: with a store, those that are trained are kept, and the next call trains the others. Where a store
 *   holds members of another ensemble. The signal's reason when it is stopped.
 * @example
 * ```ts
 * import { twoMoons } from '@thinned/data'
 * import { linear, relu, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { adam, ensemble, fit, predict } from '@thinned/train'
 *
 * const train = twoMoons({ size: 100, key: key(1) })
 * const model = await ensemble(
 *   async ({ key, signal }) => {
 *     const member = sequential(linear(2, 8), relu(), linear(8, 2))
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
export function ensemble(build: Build<Layer>, options: EnsembleOptions): Promise<Mixture>
export function ensemble<Inputs>(
  build: Build<Model<Inputs, Tensor>>,
  options: EnsembleOptions,
): Promise<MixtureOf<Inputs>>
export function ensemble(build: BuildModule, options: EnsembleOptions): Promise<Mixture>
export async function ensemble(build: unknown, options: EnsembleOptions): Promise<never> {
  const given = readEnsembleOptions(options)
  const trainer = trainerOf(build, given.workers)
  return orReason('ensemble', given.signal, () => makeEnsemble(trainer, given)) as Promise<never>
}

function isModule(build: unknown): build is BuildModule {
  const { href, worker } = Object(build) as { readonly href?: unknown; readonly worker?: unknown }
  return typeof build === 'object' && (typeof href === 'string' || typeof worker === 'function')
}

/** What trains the members. @throws {TrainError} where `build` is none. */
function trainerOf(build: unknown, workers: number | undefined): Trainer {
  if (isModule(build)) return workerTrainer(build, workers)
  if (typeof build !== 'function')
    throw new TrainError(
      `ensemble was given ${formatValue(build)} as build; it takes a function that trains a model and returns it, or the URL of a module that exports one, such as new URL('./member.js', import.meta.url).`,
    )
  if (workers !== undefined && workers > 1)
    throw new TrainError(
      `ensemble was given ${workers} workers for a function, which trains its members one after another; leave workers out, or give the URL of a module that exports it.`,
    )
  return { atOnce: 1, apart: false, name: '', train: async (context) => build(context) }
}
