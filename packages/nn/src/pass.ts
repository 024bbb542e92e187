import { foldIn, type Key } from '@thinned/rng'
import { formatValue, onlyOptions } from '@thinned/schema'
import { NnError } from './nn-error.ts'
import type { PassPrefix, Prefix } from './prefix.ts'
import { checkSamples, type PassSamples, type SampleList } from './samples.ts'
import type { Moment } from './schedule.ts'

/**
 * What a forward pass is for. `train`: dropout and batch statistics. `evaluate`: the full network. `sample`: dropout, and everything else as in
 * `evaluate` (Monte Carlo).
 */
export type Mode = 'train' | 'evaluate' | 'sample'

const modes: readonly Mode[] = ['train', 'evaluate', 'sample']

/**
 * What a layer reports in a pass. `path` names the layer, and the time step where it is called at one; the trainer leaves the step out. The trainer
 * knows four kinds:
 * - 'keep', a number: the keep probability of this pass. The history records the last one.
 * - 'penalty', a scalar tensor in the graph. The sum of all penalties is added to the loss of a training step. An objective may run the model several
 *   times; then the sum is divided by the number of runs.
 * - 'state', a record of tensors by the names of the layer's `state`. Their values replace the old ones after the optimizer's step. Of several
 *   runs the last one counts. Only in `train` passes.
 * - 'statistics', a function that gives the statistics of this batch alone, by the same names, for state that follows such statistics. Where weights are
 *   averaged, the trainer takes their means over batches as the state that fits the averages. Only in `train` passes.
 *
 * The tensors belong to the layer, which may dispose of them at the end of a scope. A listener that needs them longer calls `retain`.
 */
export type Report = (path: string, kind: string, value: unknown) => void

/**
 * What happens in one forward pass, handed from parent to child. It is immutable. The same path in one pass gives the same key, and so the same
 * mask.
 */
export interface Pass extends Moment {
  readonly mode: Mode
  /** The key of this layer, folded from the root's key along the path. Reading it in `evaluate` is an error, since nothing is drawn there. */
  readonly key: Key
  /**
   * Where this batch lies in a larger one, so that it draws the masks that its examples draw there. A number is the index of its first example; the
   * others follow. A list has the index of each example, in any order, also several times. Otherwise 0.
   */
  readonly row: number | readonly number[]
  readonly path: string
  /** In a pass over several samples, what a layer draws by: it has no key of its own. Only layers that `takesSamples` names see one. */
  readonly samples?: PassSamples | undefined
  /** For parents that run children one after another: what this pass has in common with others, where they share a prefix. */
  readonly prefix?: PassPrefix | undefined
  /** The pass for a child, or for a time step. Names and integers from 0 are folded into the key one by one. */
  at(...names: readonly (string | number)[]): Pass
  /**
   * The pass for another run of the model in the same step, with separate draws. Run 0 is this pass. From run 1 the key is this key, folded with the
   * run; path, row and everything else stay.
   */
  ofRun(run: number): Pass
  report(kind: string, value: unknown): void
}

export interface PassOptions extends Partial<Moment> {
  readonly mode: Mode
  /** Needed in `train` and `sample` by whatever draws. */
  readonly key?: Key
  /** The index of the first example, or a list (or typed array) of the index of each; it is copied. Integers from 0. Default 0. */
  readonly row?: number | ArrayLike<number>
  /** What this pass has in common with others over the same inputs. Only in `sample`. Default: nothing. */
  readonly prefix?: Prefix | undefined
  /** Several samples at once, in place of a key. Only in `sample`, for models that `takesSamples` names. Default: one. */
  readonly samples?: SampleList | undefined
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
export function createPass(options: PassOptions): Pass {
  checkNames(options ?? {})
  const { mode, step = 0, epoch = 0, prefix, samples, onReport } = options ?? {}
  if (!modes.includes(mode))
    throw new NnError(
      `createPass was given the mode ${JSON.stringify(mode)}; it is train, evaluate or sample. Evaluation uses the full network.`,
    )
  if (prefix && mode !== 'sample')
    throw new NnError(
      `createPass was given a prefix in mode ${mode}; sample passes share one, which differ in their draws alone.`,
    )
  if (prefix !== undefined && typeof prefix?.begin !== 'function')
    throw new NnError(`createPass was given the prefix ${formatValue(prefix)}; it takes what prefix() makes.`)
  if (samples) checkSamples(samples, mode)
  const row = rowsOf(options.row)
  return new PassNode(new Settings(options, { mode, row, step, epoch, prefix: prefix?.begin(), samples, onReport }))
}

const isRow = (row: unknown): boolean => Number.isSafeInteger(row) && (row as number) >= 0

/** A row, or a list of rows that does not change any more. */
function rowsOf(given: PassOptions['row'] = 0): Pass['row'] {
  if (isRow(given)) return given as number
  const rows = Array.isArray(given) || ArrayBuffer.isView(given) ? Array.from(given as ArrayLike<number>) : undefined
  const wrong = rows ? rows.findIndex((row) => !isRow(row)) : -1
  if (rows && wrong < 0) return Object.freeze(rows)
  throw new NnError(
    rows
      ? `createPass was given a list of rows with ${formatValue(rows[wrong])} at ${wrong}; its rows are integers from 0, one for each example.`
      : `createPass was given the row ${formatValue(given)}; it is the index of the batch's first example, from 0, or a list of one for each example.`,
  )
}

const checkNames = onlyOptions('createPass', NnError, [
  'mode',
  'key',
  'row',
  'step',
  'steps',
  'epoch',
  'validations',
  'prefix',
  'samples',
  'onReport',
] satisfies (keyof PassOptions)[])

/** What all layers of a pass have in common. */
class Settings implements Moment {
  readonly mode: Mode
  readonly row: Pass['row']
  readonly step: number
  readonly epoch: number
  readonly prefix: PassPrefix | undefined
  readonly samples: SampleList | undefined
  readonly onReport: Report | undefined
  readonly #options: PassOptions

  constructor(
    options: PassOptions,
    { mode, row, step, epoch, prefix, samples, onReport }: Omit<Settings, 'key' | 'steps'>,
  ) {
    this.#options = options
    this.mode = mode
    this.row = row
    this.step = step
    this.epoch = epoch
    this.prefix = prefix
    this.samples = samples
    this.onReport = onReport
  }

  // These two are read when they are asked for: getters of the options know whether something is drawn, and whether something follows the length of the run.
  get key(): Key | undefined {
    return this.#options.key
  }

  get steps(): number {
    return this.#options.steps ?? 1
  }
}

/** The pass at one layer. Getters make keys and paths on first use; nothing can be set. */
class PassNode implements Pass {
  readonly #settings: Settings
  readonly #parent: PassNode | undefined
  readonly #name: string | number
  #key: Key | undefined

  constructor(settings: Settings, parent?: PassNode, name: string | number = '') {
    this.#settings = settings
    this.#parent = parent
    this.#name = name
  }

  get mode(): Mode {
    return this.#settings.mode
  }

  get row(): Pass['row'] {
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

  get prefix(): PassPrefix | undefined {
    return this.#settings.prefix
  }

  get samples(): PassSamples | undefined {
    const { samples, prefix } = this.#settings
    return (
      samples && {
        count: samples.passes.length,
        rows: samples.rows,
        pass: (sample) => {
          prefix?.draw()
          return this.#ofSample(samples, sample)
        },
      }
    )
  }

  #ofSample(samples: SampleList, sample: number): Pass {
    return this.#parent ? this.#parent.#ofSample(samples, sample).at(this.#name) : samples.passes[sample]!
  }

  get path(): string {
    const above = this.#parent?.path
    return above ? `${above}/${this.#name}` : String(this.#name)
  }

  get key(): Key {
    this.#settings.prefix?.draw()
    this.#key ??= this.#parent ? foldIn(this.#parent.key, this.#name) : keyOfRoot(this.#settings)
    return this.#key
  }

  at(...names: readonly (string | number)[]): Pass {
    let node: PassNode = this
    for (const name of names) node = new PassNode(this.#settings, node, name)
    return node
  }

  ofRun(run: number): Pass {
    if (!Number.isSafeInteger(run) || run < 0)
      throw new NnError(`ofRun was given the run ${run}; runs of the model in a step are counted from 0.`)
    if (run === 0 || this.mode === 'evaluate') return this
    const node = new PassNode(this.#settings, this.#parent, this.#name)
    node.#key = foldIn(this.key, run)
    return node
  }

  report(kind: string, value: unknown): void {
    this.#settings.onReport?.(this.path, kind, value)
  }
}

function keyOfRoot({ mode, key, samples }: Settings): Key {
  if (mode === 'evaluate')
    throw new NnError('A key was asked for in an evaluation pass, where nothing is drawn. Look at pass.mode first.')
  if (samples)
    throw new NnError(
      'A pass over several samples was asked for one key; each sample has its own, by pass.samples. Run a model in such a pass only where takesSamples(model) is true.',
    )
  if (!key)
    throw new NnError(
      `A ${mode} pass without a key was asked for one. Create it with { mode: '${mode}', key: key(42) }.`,
    )
  return key
}
