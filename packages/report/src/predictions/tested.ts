import { countExamples, DataError, type NdArray } from '@thinned/data'
import { colorsOf } from '../colors.ts'
import { ReportError } from '../report-error.ts'
import type { CheckedReportTest, Prediction } from '../report-test.ts'
import { type LabeledClasses, readClasses } from './classes.ts'
import { namedPredictions, predictionsOf } from './named-predictions.ts'
import { readValues, type TargetedValues } from './values.ts'

/** Predictions of the test examples under one name, with what is true. */
export interface Predicted<Batch> {
  /** '' where there is one without a name. */
  readonly name: string
  readonly color: number
  /** The predictions that are finite, with their labels or targets. */
  readonly batch: Batch
  /** Which of all they are. */
  readonly places: readonly number[]
  /** How many are left out, because they are not finite. */
  readonly leftOut: number
}

export interface TestedClasses {
  readonly task: 'classification'
  readonly count: number
  readonly labels: ArrayLike<number>
  /** Class c is `classNames[c]`. */
  readonly classNames: readonly string[]
  readonly all: readonly Predicted<LabeledClasses>[]
}

export interface TestedValues {
  readonly task: 'regression'
  readonly count: number
  /** How many numbers are predicted of each example: `places` count them, not the examples. */
  readonly width: number
  readonly all: readonly Predicted<TargetedValues>[]
}

export type Tested = TestedClasses | TestedValues

/** Reads the predictions of test examples. @throws {ReportError} where they do not fit the data, or each other. */
export function readTested(test: CheckedReportTest, runNames: readonly string[]): Tested {
  const count = countOf(test)
  const targets = targetsOf(test)
  const predictions = namedPredictions(test.predictions)
  for (const [name, prediction] of predictions) checkRows(name, prediction, count)
  const names = predictions.map(([name]) => name)
  const colors = colorsOf(names, runNames)
  const named = predictions.map(([name, prediction], i) => ({ name, prediction, color: colors[i]! }))
  const [classes, values] = [true, false].map((wanted) =>
    named.filter(({ prediction }) => 'entropy' in prediction === wanted),
  ) as [typeof named, typeof named]
  if (values.length === 0) return { task: 'classification', count, ...readClasses(classes, test, targets) }
  if (classes.length === 0) return { task: 'regression', count, ...readValues(values, test, targets, count) }
  throw new ReportError(
    `report was given test.predictions of classes, ${quoted(classes)}, and of values, ${quoted(values)}; all are of one task. Make a report for each.`,
    { code: 'mismatch' },
  )
}

const quoted = (named: readonly { readonly name: string }[]): string => named.map(({ name }) => `'${name}'`).join(', ')

function countOf({ data }: CheckedReportTest): number {
  const count = readCount(data)
  if (count > 0) return count
  throw new ReportError('report was given test.data without examples; it takes one or more.', { code: 'invalid-data' })
}

function readCount(data: CheckedReportTest['data']): number {
  try {
    return countExamples(data)
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    throw new ReportError(`report was given test.data that cannot be read. ${error.message}`, {
      code: 'invalid-data',
      cause: error,
    })
  }
}

function targetsOf({ data }: CheckedReportTest): ArrayLike<number> {
  const targets: Partial<NdArray> = data.targets
  if (Array.isArray(targets.shape) && ArrayBuffer.isView(targets.data)) return targets.data
  throw new ReportError(
    `report was given test.data with the targets ${Object.keys(targets).join(', ')}; it measures one array of targets. Make a data set of the one that is predicted.`,
    { code: 'unsupported' },
  )
}

function checkRows(name: string, { mean }: Prediction, count: number): void {
  const rows = mean.shape[0]!
  if (rows !== count)
    throw new ReportError(
      `report was given ${predictionsOf(name)} for ${rows} examples, but test.data has ${count}; predict for test.data.inputs.`,
      { code: 'mismatch' },
    )
}
