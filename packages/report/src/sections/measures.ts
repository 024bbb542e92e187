import type { AnyRecord, NamedRun } from '../runs.ts'

/** A number of a record; null where it has none. */
export type Quantity = (record: AnyRecord) => number | null

/** What is measured of the training and of the validation data. */
export interface Measure {
  /** Such as 'Loss'. */
  readonly name: string
  readonly unit?: string
  readonly isLog: boolean
  /** How the line of the training data is called. */
  readonly trainingLabel: string
  readonly training: Quantity
  /** Of networks under masks. */
  readonly thinned: Quantity
  readonly validation: Quantity
}

/** Losses over more than this factor need a log axis. */
const WIDE = 8

/** What the runs measured: losses, errors in percent, and the metrics that are numbers. */
export function measuresOf(runs: readonly NamedRun[]): readonly Measure[] {
  const records = runs.flatMap(({ history }) => history)
  const isMeasured = records.some(({ loss }) => numberOf(loss) !== null)
  const loss: Omit<Measure, 'isLog'> = {
    name: 'Loss',
    trainingLabel: isMeasured ? 'training' : 'training, mean of the steps',
    training: ({ loss, runningLoss }) => numberOf(isMeasured ? loss : runningLoss),
    thinned: ({ thinnedLoss }) => numberOf(thinnedLoss),
    validation: ({ validationLoss }) => numberOf(validationLoss),
  }
  const error: Measure = {
    name: 'Error',
    unit: '%',
    isLog: false,
    trainingLabel: 'training',
    training: ({ error }) => inPercent(error),
    thinned: () => null,
    validation: ({ validationError }) => inPercent(validationError),
  }
  const losses = records.flatMap((record) => [loss.training, loss.thinned, loss.validation].map((of) => of(record)))
  return [{ ...loss, isLog: isWide(losses) }, error, ...metricsOf(records)].filter(({ training, validation }) =>
    records.some((record) => training(record) !== null || validation(record) !== null),
  )
}

function metricsOf(records: readonly AnyRecord[]): readonly Measure[] {
  const names = new Set(
    records.flatMap(({ metrics, validationMetrics }) =>
      [metrics, validationMetrics].flatMap((all) => Object.keys(all ?? {})),
    ),
  )
  return [...names].map((name) => ({
    name,
    isLog: false,
    trainingLabel: 'training',
    training: ({ metrics }) => ownNumber(metrics, name),
    thinned: () => null,
    validation: ({ validationMetrics }) => ownNumber(validationMetrics, name),
  }))
}

function isWide(values: readonly (number | null)[]): boolean {
  const given = values.filter((value) => value !== null)
  if (given.length === 0 || given.some((value) => value <= 0)) return false
  return given.reduce((a, b) => Math.max(a, b)) > WIDE * given.reduce((a, b) => Math.min(a, b))
}

const numberOf = (given: unknown): number | null => (typeof given === 'number' && Number.isFinite(given) ? given : null)

function inPercent(given: unknown): number | null {
  const share = numberOf(given)
  return share === null ? null : 100 * share
}

const ownNumber = (given: unknown, name: string): number | null =>
  Object.hasOwn(Object(given), name) ? numberOf((given as Readonly<Record<string, unknown>>)[name]) : null
