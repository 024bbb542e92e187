import { UsageError } from './errors.ts'

/** The backends of the demo. Both compute the same bits. */
const BACKENDS = ['wasm', 'reference'] as const

export type BackendName = (typeof BACKENDS)[number]

/** All settings of a run. */
export interface Settings {
  /** 'digits' (embedded), 'mnist' (downloaded), or a folder with the MNIST files. */
  readonly data: string
  readonly train: number
  readonly hidden: readonly number[]
  /** The keep probabilities, as `keepPerLayer` reads them: in parsed settings, one for the input and one for each hidden layer. */
  readonly keep: readonly number[]
  readonly epochs: number
  readonly batchSize: number
  readonly learningRate: number
  readonly momentum: number
  readonly maxNorm: number | undefined
  /** For `key`: an integer (a bigint where a number would round it) or a word. */
  readonly seed: number | bigint | string
  /** Undefined: WebAssembly where it can run. All backends compute the same results. */
  readonly backend: BackendName | undefined
}

/** Settings with a chosen backend. */
export type RunSettings = Settings & { readonly backend: BackendName }

/** Chosen on the validation split of the embedded digits, never on the test set. */
export const defaults: Settings = {
  data: 'digits',
  train: 1000,
  hidden: [256, 256],
  keep: [0.8, 0.5],
  epochs: 40,
  batchSize: 64,
  learningRate: 0.05,
  momentum: 0.9,
  maxNorm: undefined,
  seed: 0,
  backend: undefined,
}

export function parseInteger(option: string, lowest: number): (text: string) => number {
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
  return text.split(',').map(parseInteger('--hidden', 1))
}

export function parseBackend(text: string): BackendName {
  const name = BACKENDS.find((known) => known === text)
  if (!name) throw new UsageError(`--backend was given "${text}"; it takes ${BACKENDS.join(' or ')}.`)
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

/**
 * The keep of the input and of each hidden layer. One entry holds for all hidden layers, and the input keeps all; two entries hold for the
 * input and for all hidden layers; otherwise there is one entry for each.
 */
export function keepPerLayer(keep: readonly number[], hidden: readonly number[]): number[] {
  const [first, second] = keep as [number, number]
  if (keep.length === hidden.length + 1) return [...keep]
  if (keep.length === 1) return [1, ...hidden.map(() => first)]
  if (keep.length === 2) return [first, ...hidden.map(() => second)]
  throw new UsageError(
    `--keep was given ${keep.length} entries; with ${hidden.length} hidden layers it takes 1 (all hidden layers), 2 (input, hidden layers) or ${hidden.length + 1} (input, then each hidden layer).`,
  )
}

/** The parsed options; some have no default. */
export type ParsedOptions = Omit<Settings, 'maxNorm' | 'backend'> & Partial<Pick<Settings, 'maxNorm' | 'backend'>>

/** The settings of parsed options, with a keep for every layer. */
export function settingsOf(options: ParsedOptions): Settings {
  const keep = keepPerLayer(options.keep, options.hidden)
  if (keep.every((value) => value === 1)) {
    throw new UsageError(
      '--keep keeps every unit of every layer, so both networks would be equal; give at least one entry below 1.',
    )
  }
  return { ...options, keep, maxNorm: options.maxNorm, backend: options.backend }
}
