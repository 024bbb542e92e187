import { checkHolds, checkLabel } from '../../batches/batch.ts'
import type { Metric } from '../../metric.ts'
import { MetricsError } from '../../metrics-error.ts'
import { type MeanState, meanMetric } from '../../states/mean.ts'
import type { ClassSets } from './class-sets.ts'

/** Sets of classes, as conformal sets give them, and the true classes [n]. */
export interface LabeledSets extends Pick<ClassSets, 'classes'> {
  /** [n, classes], row-major: 1 for the classes of the row's set, 0 for the others. */
  readonly mask: ArrayLike<number>
  readonly labels: ArrayLike<number>
}

/** The mean over sets of a number of theirs. */
export function setMetric(
  name: string,
  numberOf: (sets: LabeledSets, row: number) => number,
): Metric<MeanState, LabeledSets, number> {
  return meanMetric(name, (batch) => {
    checkLabeledSets(batch)
    return { count: batch.labels.length, termOf: (row) => numberOf(batch, row) }
  })
}

/** Refuses all but a row of 0 and 1 for every label. */
function checkLabeledSets(batch: LabeledSets): void {
  checkHolds(batch, 'mask', 'labels')
  const { mask, classes, labels } = batch
  if (!Number.isSafeInteger(classes) || classes < 1 || mask.length !== labels.length * classes)
    throw new MetricsError(
      `A mask of ${mask.length} was given for ${labels.length} labels and classes ${classes}; it holds each class for each label.`,
    )
  for (let i = 0; i < mask.length; i++)
    if (mask[i] !== 0 && mask[i] !== 1)
      throw new MetricsError(`mask ${i} is ${mask[i]}; it is 1 for the classes of a set, and 0 for the others.`)
  for (let row = 0; row < labels.length; row++) checkLabel(labels[row]!, row, classes)
}
