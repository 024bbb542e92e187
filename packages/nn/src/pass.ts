import { foldIn, type Key } from '@thinned/rng'
import { NnError } from './nn-error.ts'
import type { Moment } from './schedule.ts'

/**
 * What a forward pass is for. `train`: thin the network and use batch statistics. `evaluate`: the full network. `sample`: thin the
 * network, everything else as in `evaluate` (Monte Carlo).
 */
export type Mode = 'train' | 'evaluate' | 'sample'

const modes: readonly Mode[] = ['train', 'evaluate', 'sample']

/**
 * What a layer says about a pass; `path` names the layer, and a step of time where it is called at one, which the trainer leaves out. Kinds that the
 * trainer knows:
 * - 'keep', a number: the keep probability really used; the history records the last.
 * - 'penalty', a scalar tensor in the graph: the sum of all is added to the loss of a training step, over which an objective that runs
 *   the model several times takes the mean.
 * - 'state', a record of tensors by the names of the layer's own `state`: their values take the places of the old ones after the
 *   optimizer's step, those reported last where an objective runs the model several times. Only in `train` passes.
 *
 * Tensors stay the layer's, which may drop them at the end of a scope: the listener makes handles of its own with `retain`.
 */
export type Report = (path: string, kind: string, value: unknown) => void

/**
 * What happens in one forward pass, handed from parent to child. Immutable; the same path in one pass gives the same key, and so
 * the same mask.
 */
export interface Pass extends Moment {
  readonly mode: Mode
  /** The key of this place: folded from the pass's key along the path. Reading it in `evaluate` is an error: that draws nothing. */
  readonly key: Key
  /** Where the first example of the batch lies in the whole batch, so that a batch can be cut. */
  readonly row: number
  readonly path: string
  /** The pass for a child, or for a time step: names and integers from 0 are folded in one by one. */
  at(...names: readonly (string | number)[]): Pass
  /**
   * The pass at this place for a further run of the model in the same step, with draws of its own: that of run 0 is this one, and from 1 its key is
   * folded from this key with the run. Path, row and all else stay.
   */
  ofRun(run: number): Pass
  report(kind: string, value: unknown): void
}

export interface PassOptions extends Partial<Moment> {
  readonly mode: Mode
  /** Needed in `train` and `sample` by whatever draws. */
  readonly key?: Key
  /** Default 0. */
  readonly row?: number
  readonly onReport?: Report
}

/**
 * The pass for the root of a model.
 *
 * @example
 * ```ts
 * import { createPass } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 *
 * const pass = createPass({ mode: 'train', key: key(1), step: 5 })
 * console.log(pass.at('block', 'dropout1').path) // block/dropout1
 * ```
 */
export function createPass({ mode, key, row = 0, step = 0, steps = 1, epoch = 0, onReport }: PassOptions): Pass {
  if (!modes.includes(mode))
    throw new NnError(
      `createPass was given the mode ${JSON.stringify(mode)}; it is train, evaluate or sample. Evaluation uses the full network.`,
    )
  if (!Number.isSafeInteger(row) || row < 0)
    throw new NnError(`createPass was given the row ${row}; it is the index of the batch's first example, from 0.`)
  return new Place({ mode, key, row, step, steps, epoch, onReport })
}

interface Settings extends Moment {
  readonly mode: Mode
  readonly key: Key | undefined
  readonly row: number
  readonly onReport: Report | undefined
}

/** A place in a pass. All that it says is behind getters: nothing can be set, and keys and paths are made where they are asked for. */
class Place implements Pass {
  readonly #settings: Settings
  readonly #parent: Place | undefined
  readonly #name: string | number
  #key: Key | undefined

  constructor(settings: Settings, parent?: Place, name: string | number = '') {
    this.#settings = settings
    this.#parent = parent
    this.#name = name
  }

  get mode(): Mode {
    return this.#settings.mode
  }

  get row(): number {
    return this.#settings.row
  }

  get step(): number {
    return this.#settings.step
  }

  get steps(): number {
    return this.#settings.steps
  }

  get epoch(): number {
    return this.#settings.epoch
  }

  get path(): string {
    const above = this.#parent?.path
    return above ? `${above}/${this.#name}` : String(this.#name)
  }

  get key(): Key {
    this.#key ??= this.#parent ? foldIn(this.#parent.key, this.#name) : keyOfRoot(this.#settings)
    return this.#key
  }

  at(...names: readonly (string | number)[]): Pass {
    let place: Place = this
    for (const name of names) place = new Place(this.#settings, place, name)
    return place
  }

  ofRun(run: number): Pass {
    if (!Number.isSafeInteger(run) || run < 0)
      throw new NnError(`ofRun was given the run ${run}; runs of the model in a step are counted from 0.`)
    if (run === 0 || this.mode === 'evaluate') return this
    const place = new Place(this.#settings, this.#parent, this.#name)
    place.#key = foldIn(this.key, run)
    return place
  }

  report(kind: string, value: unknown): void {
    this.#settings.onReport?.(this.path, kind, value)
  }
}

function keyOfRoot({ mode, key }: Settings): Key {
  if (mode === 'evaluate')
    throw new NnError('A key was asked for in an evaluation pass, where nothing is drawn. Look at pass.mode first.')
  if (!key)
    throw new NnError(
      `A ${mode} pass without a key was asked for one. Create it with { mode: '${mode}', key: key(42) }.`,
    )
  return key
}
