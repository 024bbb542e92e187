import type { DemoData, LeftOut } from '../data/demo-data.ts'
import type { ClassMeasures } from '../measures/classes.ts'
import type { NumberMeasures } from '../measures/numbers.ts'
import type { Views } from '../measures/views.ts'
import type { RunSettings } from '../settings.ts'
import type { Comparison, TestedNetwork } from './comparison.ts'

/** Calibration and uncertainty, as the task has them. */
type Measures = ClassMeasures | NumberMeasures

/** The numbers of a network, without the data of the report. */
type Result = Pick<TestedNetwork, 'trainError' | 'testError' | 'gap' | 'loss' | 'thinnedLoss' | 'epochs' | 'seconds'>

/** What the hidden units do, on so many test examples. */
interface Units {
  readonly examples: number
  readonly layers: readonly {
    readonly path: string
    readonly units: number
    /** How many were 0 for every example. */
    readonly dead: number
    /** The share of activations that are exactly 0. */
    readonly zeroShare: number
    /** The mean absolute correlation of two units; null where it is not defined. */
    readonly correlation: number | null
    /** How unequal their contributions are, from 0 to 1; null where these are not measured, or none raises the loss. */
    readonly gini: number | null
  }[]
  /** Without a random half of the hidden units, which are not rescaled. `error` is null where the task has numbers. */
  readonly withoutHalf: { readonly loss: number; readonly error: number | null }
}

/** The document of `--json`. */
export interface JsonDocument {
  /** What the option --data or --csv was given. */
  readonly data: string
  readonly task: DemoData['task']
  /** What `trainError`, `testError` and `gap` are: a share of wrong classes, or a root mean squared error in the units of the target. */
  readonly measure: 'error' | 'rmse'
  /** Training, validation and test examples. */
  readonly train: number
  readonly validation: number
  readonly test: number
  /** Of a table. */
  readonly target?: string
  readonly columns?: readonly string[]
  readonly dropped?: readonly string[]
  readonly leftOut?: readonly LeftOut[]
  readonly notes?: readonly string[]
  /** A string where a JSON number could lose digits. */
  readonly seed: number | string
  readonly backend: string
  /** The full network of each, and what it knows of its errors. */
  readonly plain: Result & Measures & { readonly diagnosis: Units }
  readonly dropout: Result & Measures & { readonly diagnosis: Units }
  /** The mean of thinned networks of the one with dropout. */
  readonly monteCarlo: { readonly samples: number } & Measures
  readonly advice: string
}

export function jsonDocument(
  settings: RunSettings,
  { task, splits, table }: DemoData,
  { plain, dropout }: Comparison,
  views: Views,
  advice: string,
): JsonDocument {
  const { seed } = settings
  return {
    data: settings.table?.csv ?? settings.data,
    task,
    measure: task === 'classification' ? 'error' : 'rmse',
    train: settings.train,
    validation: splits.validation.targets.shape[0]!,
    test: splits.test.targets.shape[0]!,
    ...(table
      ? {
          target: table.target,
          columns: table.columns,
          dropped: table.dropped,
          leftOut: table.leftOut,
          notes: table.notes,
        }
      : {}),
    seed: typeof seed === 'bigint' ? String(seed) : seed,
    backend: plain.backend,
    plain: { ...views.plain.measures, ...resultOf(plain), diagnosis: unitsOf(plain) },
    dropout: { ...views.dropout.measures, ...resultOf(dropout), diagnosis: unitsOf(dropout) },
    monteCarlo: { samples: settings.samples, ...views.monteCarlo.measures },
    advice,
  }
}

function resultOf({ trainError, testError, gap, loss, thinnedLoss, epochs, seconds }: TestedNetwork): Result {
  return { trainError, testError, gap, loss, thinnedLoss, epochs, seconds }
}

function unitsOf({ diagnosis: { examples, layers, robustness } }: TestedNetwork): Units {
  const { loss, error } = robustness!.find(({ fraction }) => fraction === 0.5)!.plain
  return {
    examples,
    layers: layers.map(({ path, units, dead, zeroShare, correlation, contributions }) => ({
      path,
      units,
      dead: dead.length,
      zeroShare,
      correlation,
      gini: contributions?.gini ?? null,
    })),
    withoutHalf: { loss, error },
  }
}
