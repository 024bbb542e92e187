import { type BackendName, backendNames } from './backend.ts'
import { UsageError } from './usage-error.ts'

/** Everything that decides what the demo computes. */
export interface Settings {
  /** 'digits' (embedded), 'mnist' (downloaded), or a folder with the MNIST files. */
  readonly data: string
  readonly train: number
  readonly hidden: readonly number[]
  /** The keep probability before each linear layer: the input's, then one per hidden layer. */
  readonly keep: readonly number[]
  readonly epochs: number
  readonly batch: number
  readonly learningRate: number
  readonly momentum: number
  readonly maxNorm: number | undefined
  /** What `key` takes: an integer (a bigint where a number would round it) or a word. */
  readonly seed: number | bigint | string
  /** Undefined: WebAssembly where it can run. The results are the same on every one. */
  readonly backend: BackendName | undefined
}

/** Settings of which the backend is known, too. */
export type RunSettings = Settings & { readonly backend: BackendName }

/** Chosen on the validation split of the embedded digits, never on the test set. */
export const defaults: Settings = {
  data: 'digits',
  train: 1000,
  hidden: [256, 256],
  keep: [0.8, 0.5],
  epochs: 40,
  batch: 64,
  learningRate: 0.05,
  momentum: 0.9,
  maxNorm: undefined,
  seed: 0,
  backend: undefined,
}

export function parseCount(option: string, lowest: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !Number.isSafeInteger(value) || value < lowest) {
      throw new UsageError(`${option} was given "${text}"; it takes an integer from ${lowest}.`)
    }
    return value
  }
}

export function parsePositive(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !(value > 0 && value < Infinity))
      throw new UsageError(`${option} was given "${text}"; it takes a number above 0.`)
    return value
  }
}

export function parseFraction(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (text.trim() === '' || !(value >= 0 && value < 1))
      throw new UsageError(`${option} was given "${text}"; it takes a number from 0 to below 1.`)
    return value
  }
}

/** An integer from −2^63 to 2^64 − 1, or a word (text that begins with a letter and is no number). */
export function parseSeed(text: string): number | bigint | string {
  if (/^\p{L}/u.test(text) && !/^(nan|infinity)$/i.test(text)) return text
  if (/^[-+]?\d+$/.test(text)) {
    const seed = BigInt(text.replace('+', ''))
    if (seed >= -(1n << 63n) && seed < 1n << 64n) return Number.isSafeInteger(Number(seed)) ? Number(seed) : seed
  }
  throw new UsageError(`--seed was given "${text}"; it takes an integer from -2^63 to 2^64 - 1, or a word.`)
}

export function parseHidden(text: string): number[] {
  return text.split(',').map(parseCount('--hidden', 1))
}

export function parseBackend(text: string): BackendName {
  const name = backendNames.find((known) => known === text)
  if (!name) throw new UsageError(`--backend was given "${text}"; it takes ${backendNames.join(' or ')}.`)
  return name
}

/** Keep probabilities, comma-separated, each above 0 and at most 1. */
export function parseKeep(text: string): number[] {
  return text.split(',').map((part) => {
    const value = Number(part)
    if (part.trim() === '' || !(value > 0 && value <= 1)) {
      throw new UsageError(
        `--keep was given "${part}"; each entry is the probability of keeping a unit, above 0 and at most 1 (0.5 drops half).`,
      )
    }
    return value
  })
}

/** One entry stands for all hidden layers, two for input and hidden layers; else one for the input and one per hidden layer. */
export function spreadKeep(keep: readonly number[], hidden: readonly number[]): number[] {
  const [first, second] = keep as [number, number]
  if (keep.length === hidden.length + 1) return [...keep]
  if (keep.length === 1) return [1, ...hidden.map(() => first)]
  if (keep.length === 2) return [first, ...hidden.map(() => second)]
  throw new UsageError(
    `--keep was given ${keep.length} entries; with ${hidden.length} hidden layers it takes 1 (all hidden layers), 2 (input, hidden layers) or ${hidden.length + 1} (input, then each hidden layer).`,
  )
}

/** What the options give: some of them have no default. */
export type GivenSettings = Omit<Settings, 'maxNorm' | 'backend'> & Partial<Pick<Settings, 'maxNorm' | 'backend'>>

/** The settings that the options ask for, with a keep for every layer. */
export function settingsOf(given: GivenSettings): Settings {
  const keep = spreadKeep(given.keep, given.hidden)
  if (keep.every((value) => value === 1)) {
    throw new UsageError(
      '--keep keeps every unit of every layer, so there is nothing to compare; give at least one entry below 1.',
    )
  }
  return { ...given, keep, maxNorm: given.maxNorm, backend: given.backend }
}
