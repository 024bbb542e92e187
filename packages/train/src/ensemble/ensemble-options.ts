import type { FromConfigOptions, MixtureTask } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import {
  Fault,
  type Fields,
  func,
  integer,
  oneOf,
  optional,
  type Schema,
  text,
  value,
  withDefault,
} from '@thinned/schema'
import type { StopSignal } from '../batches/event-loop.ts'
import { isRecord } from '../checkpoint/check-progress.ts'
import { count, runKey, signal } from '../checks/parts.ts'
import { trainOptions } from '../options.ts'
import { TrainError } from '../train-error.ts'
import type { EnsembleProgress } from './build.ts'
import type { EnsembleStore } from './member-store.ts'

export interface EnsembleOptions {
  /** How many models are trained. Five are usual. */
  readonly members: number
  /** Member i is trained with this key, folded with 'member' and i: more members change nothing about the first. */
  readonly key: Key
  /**
   * What the models are for: 'classification' (logits [n, classes]), 'binary' (one logit) or 'regression' (numbers). It says how their outputs are
   * joined. Default 'classification'.
   */
  readonly task?: MixtureTask
  /** With the task 'regression', 'predicted' for models that `gaussianNll` trained: the ensemble's outputs are then means and log variances too. */
  readonly noise?: 'predicted'
  /** The members that are trained at once, where `build` is the URL of a module. Default: as many as there are processors. The result is the same. */
  readonly workers?: number
  /** Where members are kept that are trained, so that they are not trained again after a kill. */
  readonly store?: EnsembleStore
  /** The name of what `build` trains, which a store compares. Default: the file of its module; none for a function. */
  readonly name?: string
  /** What members may consist of, where they come from a store or a worker: `layerFactories` of @thinned/nn, and those of other packages and your own. */
  readonly layers?: FromConfigOptions['layers']
  /** What makes the schedules in their options again. Default: none. */
  readonly schedules?: NonNullable<FromConfigOptions['schedules']>
  /** An AbortSignal: stops the members in training, and throws its reason. */
  readonly signal?: StopSignal
  /** Called when a member is there, and when a build reports. */
  readonly onProgress?: (progress: EnsembleProgress) => void
}

const store: Schema<EnsembleStore> = {
  takes: 'a store { load, save } of members, such as ensembleFolder(path) of thinned/node',
  read(given, path) {
    const { load, save, place } = Object(given)
    if (place !== undefined)
      throw new Fault(path, given, `${this.takes}; a store of checkpoints keeps one run, not several members`)
    if (typeof load !== 'function' || typeof save !== 'function') throw new Fault(path, given, this.takes)
    return given as EnsembleStore
  },
}

/** The options of ensemble, with their defaults. */
export type EnsembleSettings = EnsembleOptions & { readonly task: MixtureTask }

const read = trainOptions(
  'ensemble',
  {
    members: integer({ from: 1, to: 65_536 }),
    key: runKey,
    task: withDefault(oneOf('classification', 'binary', 'regression'), 'classification'),
    noise: optional(oneOf('predicted')),
    workers: optional(count),
    store: optional(store),
    name: optional(text),
    layers: optional(value<FromConfigOptions['layers']>('an object of factories, such as layerFactories', isRecord)),
    schedules: optional(value<NonNullable<FromConfigOptions['schedules']>>('an object of factories', isRecord)),
    signal: optional(signal),
    onProgress: optional(func<(progress: EnsembleProgress) => void>()),
  } satisfies Fields<EnsembleOptions>,
  {
    seed: 'key: key(42)',
    size: 'members',
    n: 'members',
    estimators: 'members',
    threads: 'workers',
    parallel: 'workers',
    checkpoint: 'store',
    folder: 'store: ensembleFolder(path)',
    of: 'task',
  },
)

/** The options of ensemble, checked. */
export function readEnsembleOptions(given: unknown): EnsembleSettings {
  const settings = read(given) as EnsembleSettings
  const { task, noise } = settings
  if (noise && task !== 'regression')
    throw new TrainError(
      `ensemble was given noise '${noise}' with task '${task}'; write { task: 'regression', noise: '${noise}' }, or leave noise out.`,
    )
  return settings
}
