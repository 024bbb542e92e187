import { expose } from 'comlink'
import { type Backend, best, data, fallbackReason, init, type Layer, loadWeights, nn, reference } from 'thinned'
import {
  type Answer,
  answerOf,
  type Decision,
  decisionOf,
  digestOf,
  type Measured,
  measured,
  type Rates,
  type Turned,
  turnedOf,
} from './compute.ts'
import { exampleOf, type Shown } from './examples.ts'
import { type BudgetName, keyOf, network, type Training } from './network.ts'
import { type Progress, type RunOptions, trained } from './training-run.ts'

/** What the figure shows of one image. */
export interface Picture {
  /** 28 × 28, upright, and as the network is asked about it, turned. */
  readonly upright: Float32Array
  readonly turned: Float32Array
  readonly show: Shown['show']
  /** The digit or letter that it is, where that is known. */
  readonly name: string | undefined
  readonly answer: Answer
  /** Of the ten classes, 1 for those in the set; undefined until the network is calibrated. */
  readonly set: Uint8Array | undefined
}

export interface Verdicts {
  readonly threshold: number
  readonly rates: Rates
}

type Settings = Omit<Training, 'budget'>

const budgetOn = (on: Backend): BudgetName => (on === reference ? 'small' : 'full')

let backend: Backend | undefined
let model: Layer | undefined
let current: Training | undefined
let measurement: Measured | undefined
let decision: Decision | undefined
let stop: AbortController | undefined
let running: Promise<unknown> = Promise.resolve()

let last: Promise<unknown> = Promise.resolve()
/** One after another: weights do not change while a question is answered. */
function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const next = last.then(act, act)
  last = next.catch(() => {})
  return next
}

export const api = {
  /** Which backend computes, and why it is not a faster one. */
  async backend(): Promise<{
    readonly name: string
    readonly reason: string | undefined
    readonly budget: BudgetName
  }> {
    const on = await best()
    return { name: on.name, reason: await fallbackReason(), budget: budgetOn(on) }
  },

  /** Puts an untrained network in place, to be asked until there is a better one. */
  async begin(settings: Settings): Promise<void> {
    const on = await best()
    await begin({ ...settings, budget: budgetOn(on) }, on)
  },

  /**
   * Trains, and measures the trained network; ends a training before. `tell` hears how far it is, and `changed` when the network has other weights.
   * Gives a digest of the weights at the end; undefined where another training began meanwhile.
   */
  async train(
    settings: Settings,
    anew: boolean,
    tell: (progress: Progress) => void,
    changed: () => void,
  ): Promise<string | undefined> {
    const mine = new AbortController()
    stop?.abort()
    stop = mine
    const before = running
    const run = (async () => {
      await before // it has the place of the checkpoint until it ends
      const on = await best()
      return train({ ...settings, budget: budgetOn(on) }, { backend: on, signal: mine.signal, anew, tell }, changed)
    })()
    running = run.catch(() => {})
    return run
  },

  /** Fits the sets and the threshold to the held-out digits, and measures both; undefined until the network is trained. */
  async decide(level: number, accept: number): Promise<Verdicts | undefined> {
    if (measurement === undefined) return undefined
    decision = decisionOf(measurement, level, accept)
    return { threshold: decision.threshold, rates: decision.rates }
  },

  /** What the network says of an image, turned by so many degrees; undefined for an empty pad, and until there is a network. */
  async ask(shown: Shown, angle: number): Promise<Picture | undefined> {
    const example = exampleOf(shown)
    if (example === undefined) return undefined
    return inTurn(async () => {
      if (model === undefined || current === undefined) return undefined
      const image = data.rotateImages(example.image, angle)
      const answer = await answerOf(model, image, current, backend!)
      const set = decision?.setOf(answer.mean)
      return { upright: example.image.data, turned: image.data, show: shown.show, name: example.name, answer, set }
    })
  },

  /** The uncertainty of the image at every angle. */
  async turn(shown: Shown): Promise<Turned | undefined> {
    const example = exampleOf(shown)
    if (example === undefined) return undefined
    return inTurn(async () => {
      if (model === undefined || current === undefined) return undefined
      return turnedOf(model, example.image, current, backend!)
    })
  },
}

async function train(
  training: Training,
  options: Omit<RunOptions, 'onCheckpoint'>,
  changed: () => void,
): Promise<string | undefined> {
  const { backend: on, signal } = options
  if (signal.aborted) return undefined
  await begin(training, on)
  changed()
  /** In turn, unless another training began. */
  const act = <T>(what: () => Promise<T>): Promise<T> =>
    inTurn(() => (signal.aborted ? Promise.reject(signal.reason) : what()))
  const learned = async (bytes: Uint8Array): Promise<void> => {
    const next = network(training)
    loadWeights(next, bytes, { backend: on })
    replaceModel(next)
  }
  const worker = new Worker(new URL('./train.ts', import.meta.url), { type: 'module' })
  try {
    const result = await trained(worker, training, {
      ...options,
      onCheckpoint: (bytes) => void act(() => learned(bytes)).then(changed, () => {}), // of a run that was replaced
    })
    await act(async () => replaceModel(result.model))
    changed()
    measurement = await measured(result.model, training, on, act)
    return digestOf(result.model)
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  } finally {
    worker.terminate()
  }
}

/** Forgets the network before. */
async function begin(training: Training, on: Backend): Promise<void> {
  await inTurn(async () => {
    const untrained = network(training)
    init(untrained, keyOf(training.seed, 'run'), { backend: on })
    replaceModel(untrained)
    backend = on
    current = training
    measurement = undefined
    decision = undefined
  })
}

function replaceModel(next: Layer): void {
  const before = model
  model = next
  if (before !== undefined && before !== next) nn.disposeParams(before)
}

expose(api)
