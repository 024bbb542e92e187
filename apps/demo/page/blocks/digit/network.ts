import {
  adam,
  data,
  dropout,
  type FitOptions,
  flatten,
  foldIn,
  type Key,
  key,
  type Layer,
  linear,
  relu,
  sequential,
} from 'thinned'

/** What a network is trained with. */
export interface Training {
  readonly seed: number
  /** Of the hidden units. */
  readonly keep: number
  /** How many it should learn from; the budget may allow fewer. */
  readonly digits: number
  readonly budget: BudgetName
}

export type BudgetName = 'full' | 'small'

export interface Budget {
  /** The most digits to learn from. */
  readonly digits: number
  readonly epochs: number
  /** Digits to calibrate on, and others to measure on. */
  readonly heldOut: number
  readonly test: number
  /** Letters, scribbles and pictures of noise to measure on, each. */
  readonly foreign: number
}

/** What a browser computes in some seconds: with WebAssembly, and in plain TypeScript. */
export const BUDGETS: Readonly<Record<BudgetName, Budget>> = {
  full: { digits: 8000, epochs: 8, heldOut: 1000, test: 1000, foreign: 300 },
  small: { digits: 1000, epochs: 8, heldOut: 200, test: 200, foreign: 60 },
}

const BATCH = 50
export const CLASSES = 10
/** Thinned networks that are asked. */
export const SAMPLES = 100

/** The keys that all follow from the seed: of the training, the held-out and the test digits, and so on. */
export const keyOf = (seed: number, what: string): Key => foldIn(key(seed), `digit ${what}`)

/** A dense network with dropout on its input and its hidden units. keep 1 turns all of it off. */
export function network({ keep }: Pick<Training, 'keep'>): Layer {
  return sequential(
    flatten(),
    dropout({ keep: keep === 1 ? 1 : 0.8 }),
    linear(28 * 28, 128),
    relu(),
    dropout({ keep }),
    linear(128, 64),
    relu(),
    dropout({ keep }),
    linear(64, CLASSES),
  ) as Layer
}

/** New digits on which the network is calibrated; they also measure the error while it trains. */
export const heldOutDigits = ({ seed, budget }: Training): ReturnType<typeof data.digits> =>
  data.digits({ size: BUDGETS[budget].heldOut, key: keyOf(seed, 'held out') })

/** How many digits a network learns from. */
export const digitsOf = ({ digits, budget }: Training): number => Math.min(digits, BUDGETS[budget].digits)

/** Steps of an epoch. */
export const stepsOf = (training: Training): number => digitsOf(training) / BATCH

/** The options of `fit` for the whole run. */
export function fitOptions(training: Training): FitOptions {
  return {
    data: {
      train: data.digits({ size: digitsOf(training), key: keyOf(training.seed, 'training') }),
      validation: heldOutDigits(training),
    },
    loss: 'crossEntropy',
    epochs: BUDGETS[training.budget].epochs,
    batchSize: BATCH,
    optimizer: adam({ learningRate: 0.003 }),
    measureTraining: 'none',
    key: keyOf(training.seed, 'run'),
  }
}
