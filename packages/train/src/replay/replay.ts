import { type AnyModel, type Moment, watchSteady } from '@thinned/nn'
import { type Folds, foldsFrom, type Key } from '@thinned/rng'
import { noGrad, type Program, retain, type Tensor, type Trace } from '@thinned/tensor'
import type { Reading } from '../batches/reading.ts'
import { plainLossName } from '../evaluate/objective.ts'
import type { StepRun } from '../run/train-step.ts'
import { isSteadyConstraint, partsOfUpdate, type SteadyUpdate } from '../updates/steady-rule.ts'
import { constrainParameters, momentOfUpdate } from '../updates/update-parameters.ts'
import { FixedBatch, formOf, type GivenBatch } from './fixed-batch.ts'

/** A step that was traced: how its keys are folded, its numbers, and the tensors that are read between its phases. */
interface Traced {
  readonly trace: Trace
  readonly folds: Folds
  values: readonly number[]
  results: readonly Tensor[]
}

/** A step that is traced while it is taken as always. */
export interface Tracing {
  readonly batch: FixedBatch['tensors']
  /** Forward and backward; then the updates. */
  phase<T>(act: () => T): T
  /** What the step reads between its phases. */
  keep(...results: readonly Tensor[]): void
  /** Why the next step may be another one. */
  refuse(reason: string): void
  /** The step was taken. */
  end(): void
  /** The step failed. */
  abandon(): void
}

type ReplayedRun = Omit<StepRun, 'replay'>

interface Ready {
  readonly program: Program
  readonly folds: Folds
  readonly results: readonly Tensor[]
  steps: number
}

const replays = new WeakMap<AnyModel, Replay>()

/**
 * How the last training of a model took its steps: how many as a program, without the JavaScript of its layers, and what kept it from more, as a sentence.
 * undefined for a model that was not trained.
 *
 * @example
 * ```ts
 * import { twoMoons } from '@thinned/data'
 * import { linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { adam, fit, replayOf } from '@thinned/train'
 *
 * const model = linear(2, 2)
 * const data = { train: twoMoons({ size: 50, key: key(1) }) }
 * await fit(model, { data, loss: 'crossEntropy', epochs: 1, batchSize: 10, optimizer: adam(), key: key(2) })
 * console.log(replayOf(model)) // { steps: 0, obstacle: 'The backend reference takes no traces.' }
 * ```
 */
export function replayOf(
  model: AnyModel,
): { readonly steps: number; readonly obstacle: string | undefined } | undefined {
  const replay = replays.get(model)
  return replay && { steps: replay.steps, obstacle: replay.obstacle }
}

/** A program of fewer steps took more time than it saved. */
const FEW_STEPS = 16
const MOST_SHORT_PROGRAMS = 4

/**
 * Takes steps of a run again as a program of kernels, without the JavaScript that started them. Two steps over batches of one form are traced; then
 * every step over such a batch is replayed, until something changes.
 *
 * A replayed step starts the kernels that its JavaScript would start, with the same arguments, because all that decides them is known:
 * 1. The model is made of steady layers with the functions that they had (`steady`): what they start follows from their settings, from shapes and from
 *    the mode. The loss is one of the library, by its name; updates and constraints are steady (`steadyUpdate`), with the functions that they had.
 *    None of them reads a number of a tensor, or the trace has an obstacle; what an op checks, such as labels, a program checks again.
 *    Constraints, which may read, run as always, after the program.
 * 2. The tensors are the same: those of the run, none of them disposed of, and the places of a batch of the same form.
 * 3. What changes from step to step are the numbers of the updates, which are computed as always, once for each parameter and in order, and keys. All
 *    keys of a step are folded from its own, in the same way in both traces, and so again. All other arguments are the same in both. A number
 *    that was the same in both may be a constant of the program, so it must stay the same; two that agreed in both must agree. Where they do
 *    not, as where a schedule turns, new steps are traced.
 * Where one of these does not hold, the step is taken as always, and `obstacle` says what ended the replay. So is a step whose loss or gradients are not
 * finite, which a replay finds before the parameters move: the step as always says what is wrong.
 */
export class Replay {
  /** Why steps are not replayed; undefined where they are, or may be. */
  obstacle: string | undefined
  /** How many steps were replayed. */
  steps = 0
  readonly #run: ReplayedRun
  /** Whether the functions that a step calls are those that it called. */
  readonly #isSame: () => boolean
  readonly #tensors: readonly Tensor[]
  /** The updates with numbers that may change. */
  readonly #changing: readonly (readonly [path: string, update: SteadyUpdate, parameter: Tensor])[]
  /** The form of the last batch that was not replayed. */
  #form = ''
  #batch: FixedBatch | undefined
  #first: Traced | undefined
  #ready: Ready | undefined
  #shortPrograms = 0
  /** Whether the program refused this step. */
  #isDoubtful = false
  /** The numbers of this step's updates by path, as far as they were computed. */
  readonly #numbers = new Map<string, readonly number[]>()

  constructor(run: ReplayedRun) {
    this.#run = run
    const { setup, progress } = run
    replays.set(setup.model, this)
    const isSteady = watchSteady(setup.model)
    const rules = Object.keys(setup.trainable).map((path) => setup.rules[path]!)
    const watched = rules.map(({ optimizer, constraint }) => [optimizer.update, constraint?.apply] as const)
    this.obstacle = obstacleOf(run, isSteady)
    this.#changing = Object.entries(setup.trainable).flatMap(([path, parameter]) => {
      const update = partsOfUpdate(setup.rules[path]!.optimizer)
      return update && !update.isConstant ? [[path, update, parameter] as const] : []
    })
    this.#isSame = () =>
      typeof isSteady === 'function' &&
      isSteady() &&
      this.#tensors.every(({ disposed }) => !disposed) &&
      rules.every(({ optimizer, constraint }, i) => {
        const [update, apply] = watched[i]!
        return optimizer.update === update && constraint?.apply === apply
      })
    this.#tensors = [
      ...Object.values(progress.params),
      ...Object.values(progress.optimizerState).flatMap(Object.values),
    ]
  }

  /** Replays a step, and gives its loss; undefined where it is to be taken as always, nothing having moved. */
  *step(batch: GivenBatch, key: Key): Reading<number | undefined> {
    this.#numbers.clear()
    this.#isDoubtful = false
    const ready = this.#ready
    if (!ready || !this.#batch!.fits(batch)) return undefined
    if (!this.#isSame()) return this.#end('A layer, an optimizer or a tensor of the run was changed from outside.')
    const values = this.#valuesOf(ready.folds.words(key))
    if (!values) return undefined
    this.#batch!.write(batch)
    try {
      ready.program.run(0, values)
    } catch {
      // A number turned, or the batch is wrong: the step as always says which.
      this.#isDoubtful = true
      return undefined
    }
    const [[loss], [sum]] = (yield ready.results) as unknown as [[number], [number]]
    if (!Number.isFinite(loss) || !Number.isFinite(sum)) return undefined
    this.#run.sound = false
    for (const { buffer } of this.#tensors) buffer.beforeWrite()
    ready.program.run(1, values)
    constrainParameters(this.#run)
    for (const { buffer } of this.#tensors) buffer.version++
    ready.steps++
    this.steps++
    return loss
  }

  /** Begins a trace of the step, where steps like it may be replayed. */
  trace(batch: GivenBatch, key: Key): Tracing | undefined {
    if (this.obstacle !== undefined || this.#ready) return undefined
    const { backend } = this.#run.setup
    if (this.#batch) {
      if (!this.#batch.fits(batch)) return undefined
    } else {
      const form = formOf(batch)
      const isRepeated = form === this.#form
      this.#form = form
      if (!isRepeated) return undefined
      this.#batch = new FixedBatch(batch, backend)
    }
    this.#batch.write(batch)
    // A gradient that waits for its first reader is no work of this step.
    for (const { buffer } of this.#tensors) buffer.beforeWrite()
    const traced: Traced = { trace: backend.trace!(), folds: foldsFrom(key), values: [], results: [] }
    let refused: string | undefined
    return {
      batch: this.#batch.tensors,
      phase: (act) => traced.folds.hear(() => traced.trace.run(act)),
      keep(...results) {
        traced.results = noGrad(() => results.map(retain))
      },
      refuse(reason) {
        refused ??= reason
      },
      end: () => {
        traced.values = [...traced.folds.words(key), ...[...this.#numbers.values()].flat()]
        refused ??= traced.trace.obstacle
        if (refused === undefined) this.#add(traced)
        else {
          disposeTraced(traced)
          this.#end(refused)
        }
      },
      abandon: () => disposeTraced(traced),
    }
  }

  /** A step was taken as always. */
  taken(): void {
    if (!this.#isDoubtful) return
    this.#shortPrograms += this.#ready!.steps < FEW_STEPS ? 1 : 0
    this.#disposeProgram()
    if (this.#shortPrograms === MOST_SHORT_PROGRAMS)
      this.#end('A number that stood still in two steps changes every few steps.')
  }

  /** The numbers of an update in this step. They are computed once, as a function of a user may be called once. */
  readonly numbersOf = (path: string, update: SteadyUpdate, moment: Moment, parameter: Tensor): readonly number[] => {
    const numbers = this.#numbers.get(path) ?? update.numbers(moment, parameter)
    if (!update.isConstant) this.#numbers.set(path, numbers)
    return numbers
  }

  dispose(): void {
    this.#disposeProgram()
    if (this.#first) disposeTraced(this.#first)
    this.#batch?.dispose()
    this.#first = this.#batch = undefined
  }

  #valuesOf(words: number[]): readonly number[] | undefined {
    if (this.#changing.length === 0) return words
    const moment = momentOfUpdate(this.#run)
    try {
      for (const [path, update, parameter] of this.#changing)
        words.push(...this.numbersOf(path, update, moment, parameter))
      return words
    } catch {
      // The step as always says so, unless it finds something else first.
      return undefined
    }
  }

  #add(traced: Traced): void {
    const first = this.#first
    if (!first) {
      this.#first = traced
      return
    }
    this.#first = undefined
    const sources = first.values.map((value, i) => [value, traced.values[i]!] as const)
    const program = first.folds.equals(traced.folds)
      ? first.trace.programWith(traced.trace, sources)
      : 'The layers folded other keys in the next step.'
    for (const result of traced.results) result.dispose()
    if (typeof program === 'string') {
      for (const result of first.results) result.dispose()
      for (const { trace } of [first, traced]) trace.dispose()
      this.#end(program)
    } else this.#ready = { program, folds: first.folds, results: first.results, steps: 0 }
  }

  #end(reason: string): undefined {
    this.obstacle = reason
    this.dispose()
  }

  #disposeProgram(): void {
    this.#ready?.program.dispose()
    for (const result of this.#ready?.results ?? []) result.dispose()
    this.#ready = undefined
  }
}

function disposeTraced({ trace, results }: Traced): void {
  for (const result of results) result.dispose()
  trace.dispose()
}

/** Why the steps of a run are not replayed, as far as it is known before the first. */
function obstacleOf({ setup }: ReplayedRun, isSteady: (() => boolean) | string): string | undefined {
  const { backend, options, trainable, rules } = setup
  if (!backend.trace) return `The backend ${backend.name} takes no traces.`
  if (typeof isSteady === 'string') return `The layer ${isSteady} is not known to be steady.`
  if (!plainLossName(options.loss)) return 'The loss is not one of the library by its name.'
  if (new Set(Object.values(trainable)).size < Object.keys(trainable).length) return 'Layers share a parameter.'
  if ((options.accumulate ?? 1) > 1) return 'Steps accumulate several batches.'
  for (const path of Object.keys(trainable)) {
    const { optimizer, constraint } = rules[path]!
    if (!partsOfUpdate(optimizer)) return `The optimizer ${optimizer.name} is not known to be steady.`
    if (constraint && !isSteadyConstraint(constraint))
      return `The constraint ${constraint.name} is not known to be steady.`
  }
  return undefined
}
