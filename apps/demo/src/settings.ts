import type { TaskName } from './data/demo-data.ts'
import { UsageError } from './errors.ts'

/** The backends of the demo. Both compute the same bits. */
export const BACKENDS = ['wasm', 'reference'] as const

export type BackendName = (typeof BACKENDS)[number]

/** The user's own table. */
export interface TableSettings {
  /** The path of the file. */
  readonly csv: string
  readonly target: string
  /** Undefined: what the target column suggests. */
  readonly task: TaskName | undefined
  /** The columns to leave out. */
  readonly drop: readonly string[]
  /** Words that mean a missing value, beside the usual ones. */
  readonly missing: readonly string[]
}

/** All settings of a run. */
export interface Settings {
  /** 'digits' (embedded), 'mnist' (downloaded), or a folder with the MNIST files; of no meaning with a table. */
  readonly data: string
  readonly table: TableSettings | undefined
  /** Training examples. Undefined: all rows of the table but those for validation and test. */
  readonly train: number | undefined
  readonly hidden: readonly number[]
  /** The keep probabilities, as `keepPerLayer` reads them: in parsed settings, one for the input and one for each hidden layer. */
  readonly keep: readonly number[]
  /** Undefined: as many as the size of the table asks for. */
  readonly epochs: number | undefined
  readonly batchSize: number | undefined
  readonly learningRate: number
  readonly momentum: number
  readonly maxNorm: number | undefined
  /** Monte Carlo samples of the network with dropout. */
  readonly samples: number
  /** For `key`: an integer (a bigint where a number would round it) or a word. */
  readonly seed: number | bigint | string
  /** Undefined: WebAssembly where it can run. All backends compute the same results. */
  readonly backend: BackendName | undefined
}

/** Settings with all numbers and a chosen backend. */
export type RunSettings = Settings & {
  readonly train: number
  readonly epochs: number
  readonly batchSize: number
  readonly backend: BackendName
}

/** Chosen on the validation split of the embedded digits, never on the test set. */
export const defaults: Settings = {
  data: 'digits',
  table: undefined,
  train: 1000,
  hidden: [256, 256],
  keep: [0.8, 0.5],
  epochs: 40,
  batchSize: 64,
  learningRate: 0.05,
  momentum: 0.9,
  maxNorm: undefined,
  samples: 50,
  seed: 0,
  backend: undefined,
}

/** For tables; what depends on the number of rows is in `runSettings`. */
export const tableDefaults: Settings = {
  ...defaults,
  train: undefined,
  hidden: [128, 128],
  keep: [0.5],
  epochs: undefined,
  batchSize: undefined,
}

/** About how many steps a network takes to learn a table, from 20 to 200 epochs. */
const STEPS = 1500

/** The settings of a run with so many training examples. */
export function runSettings(settings: Settings, train: number, backend: BackendName): RunSettings {
  const batchSize = settings.batchSize ?? (train < 1000 ? 32 : train < 20_000 ? 64 : 256)
  const steps = Math.ceil(train / batchSize)
  const epochs = settings.epochs ?? Math.min(Math.max(Math.round(STEPS / steps), 20), 200)
  return { ...settings, train, epochs, batchSize, backend }
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

/** The parsed options: those that the user gave. */
export type ParsedOptions = Partial<Omit<Settings, 'table'> & TableSettings>

/**
 * The settings of parsed options, with a keep for every layer.
 *
 * @throws {UsageError} where options contradict each other, or both networks would be equal.
 */
export function settingsOf({ csv, target, task, drop, missing, ...given }: ParsedOptions): Settings {
  const table = tableOf({ csv, target, task, drop, missing })
  if (table && given.data !== undefined)
    throw new UsageError(`--csv and --data were both given; --csv ${table.csv} is the data of a run by itself.`)
  const options: Omit<Settings, 'table'> = { ...(table ? tableDefaults : defaults), ...defined(given) }
  const keep = keepPerLayer(options.keep, options.hidden)
  if (keep.every((value) => value === 1)) {
    throw new UsageError(
      '--keep keeps every unit of every layer, so both networks would be equal; give at least one entry below 1.',
    )
  }
  return { ...options, table, keep }
}

function tableOf({
  csv,
  target,
  task,
  drop,
  missing,
}: { readonly [Name in keyof TableSettings]: TableSettings[Name] | undefined }): TableSettings | undefined {
  if (csv !== undefined && target !== undefined) return { csv, target, task, drop: drop ?? [], missing: missing ?? [] }
  if (csv !== undefined)
    throw new UsageError(
      `--csv was given without --target; name the column to predict, as --csv ${csv} --target price.`,
    )
  const [alone] = Object.entries({ target, task, drop, missing }).find(([, value]) => value !== undefined) ?? []
  if (alone === undefined) return undefined
  throw new UsageError(`--${alone} is an option of tables; name the file too, as --csv data.csv.`)
}

function defined<T extends object>(options: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never
}
