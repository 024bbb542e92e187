import { type ClassBatch, type ClassPrediction, predictionBatch } from '@thinned/train'
import { ReportError } from '../report-error.ts'
import type { CheckedReportTest, Prediction } from '../report-test.ts'
import { finite } from './finite.ts'
import { predictionsOf } from './named-predictions.ts'
import type { TestedClasses } from './tested.ts'

export type LabeledClasses = ClassBatch & { readonly labels: ArrayLike<number> }

interface Named {
  readonly name: string
  readonly color: number
  readonly prediction: Prediction
}

/** Predictions of classes. @throws {ReportError} where they have other classes than the names or the labels. */
export function readClasses(
  named: readonly Named[],
  test: CheckedReportTest,
  labels: ArrayLike<number>,
): Pick<TestedClasses, 'labels' | 'classNames' | 'all'> {
  const batches = named.map(({ prediction }) => predictionBatch(prediction as ClassPrediction))
  const { classes } = batches[0]!
  const other = batches.findIndex((batch) => batch.classes !== classes)
  if (other > 0)
    throw new ReportError(
      `report was given ${predictionsOf(named[0]!.name)} for ${classes} classes, and of '${named[other]!.name}' for ${batches[other]!.classes}; all have the same.`,
      { code: 'mismatch' },
    )
  checkLabels(labels, batches[0]!.predicted.length, classes)
  return {
    labels,
    classNames: namesOf(test, classes),
    all: batches.map((batch, i) => {
      const { predicted, uncertainty } = batch
      const isWhole = (row: number): boolean => Number.isFinite(uncertainty[row]) && predicted[row]! >= 0
      const { name, color } = named[i]!
      return { name, color, ...finite({ ...batch, labels }, labels.length, isWhole) }
    }),
  }
}

function namesOf({ classNames, data }: CheckedReportTest, classes: number): readonly string[] {
  const names = classNames ?? data.classNames ?? Array.from({ length: classes }, (_, c) => `${c}`)
  if (names.length === classes) return names
  throw new ReportError(
    `report was given ${names.length} classNames, ${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}, but predictions for ${classes} classes; there is one name for each.`,
    { code: 'mismatch' },
  )
}

function checkLabels(labels: ArrayLike<number>, count: number, classes: number): void {
  if (labels.length !== count)
    throw new ReportError(
      `report was given test.data with ${labels.length} targets for ${count} examples, but predictions of classes; the target of an example is one class, from 0 to ${classes - 1}.`,
      { code: 'mismatch' },
    )
  for (let row = 0; row < labels.length; row++)
    if (!(Number.isInteger(labels[row]) && labels[row]! >= 0 && labels[row]! < classes))
      throw new ReportError(
        `report was given test.data with the target ${labels[row]} in row ${row}, but predictions for ${classes} classes; targets are the integers from 0 to ${classes - 1}.`,
        { code: 'mismatch' },
      )
}
