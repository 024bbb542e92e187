import { exp } from '@thinned/math/float64'
import { checkBatch, predictionAdvice } from '../check-arguments.ts'
import { MetricsError } from '../metrics-error.ts'
import { checkNumbers } from './check-numbers.ts'
import { logSumExp } from './logits.ts'

/** Predicted probabilities [n, classes], row-major, and the true classes [n]. */
export interface ProbabilityBatch {
  readonly probabilities: ArrayLike<number>
  /**
   * The logits [n, classes] whose softmax the probabilities are. Metrics that rank predictions, or take logarithms, then use these: in float32 the
   * probabilities of logits 18 apart are 1 and 0.
   */
  readonly logits?: ArrayLike<number> | undefined
  readonly classes: number
  readonly labels: ArrayLike<number>
}

/** Predicted and true classes, both [n]. */
export interface LabelBatch {
  readonly predicted: ArrayLike<number>
  readonly labels: ArrayLike<number>
}

/** Predicted and true numbers, both [n]. */
export interface TargetBatch {
  readonly predicted: ArrayLike<number>
  readonly targets: ArrayLike<number>
}

const TOLERANCE = 1e-3

/** Refuses a batch without the arrays of the metric, such as a batch of a regression for a metric of classes, and arrays of other than numbers. */
export function checkHolds(batch: object, ...names: readonly string[]): void {
  checkBatch('A metric', batch)
  const missing = names.find((name) => (batch as Readonly<Record<string, unknown>>)[name] === undefined)
  if (missing !== undefined) {
    const held = Object.entries(batch).flatMap(([name, value]) => (value === undefined ? [] : name))
    throw new MetricsError(
      `The batch holds ${held.join(', ') || 'nothing'}, but no ${missing}; this metric takes ${names.join(' and ')}.${predictionAdvice(batch)}`,
    )
  }
  for (const name of names)
    checkNumbers(`A metric was given ${name}`, (batch as Readonly<Record<string, unknown>>)[name])
}

/** Refuses all but distributions with a label each. Checks sizes, entries, sums (to 1e-3) and labels. */
export function checkProbabilities(batch: ProbabilityBatch): void {
  checkColumns(batch)
  checkRows(batch.probabilities, batch.classes)
  if (batch.logits) checkLogits(batch.logits, batch.probabilities, batch.classes)
  for (let row = 0; row < batch.labels.length; row++) checkLabel(batch.labels[row]!, row, batch.classes)
}

/** Refuses logits whose softmax the probabilities are not, to 1e-3. */
export function checkLogits(logits: ArrayLike<number>, probabilities: ArrayLike<number>, classes: number): void {
  if (logits.length !== probabilities.length)
    throw new MetricsError(
      `${logits.length} logits were given for ${probabilities.length} probabilities; there is one for each.`,
    )
  for (let row = 0; row < logits.length / classes; row++) {
    const total = logSumExp(logits, row * classes, classes)
    for (let i = row * classes; i < (row + 1) * classes; i++)
      if (!(Math.abs(exp(logits[i]! - total) - probabilities[i]!) <= TOLERANCE))
        throw new MetricsError(
          `Row ${row} has the logit ${logits[i]} and the probability ${probabilities[i]} for class ${i % classes}, which is not the softmax. Give logits only with the probabilities that follow from them.`,
        )
  }
}

/** Refuses all but distributions [n, classes], row-major. Checks entries and sums (to 1e-3). */
export function checkRows(probabilities: ArrayLike<number>, classes: number): void {
  checkDivides(probabilities, classes)
  for (let row = 0; row < probabilities.length / classes; row++) {
    let sum = 0
    for (let c = 0; c < classes; c++) {
      const value = probabilities[row * classes + c]!
      if (!(value >= 0 && value <= 1 + TOLERANCE)) {
        throw new MetricsError(
          `Row ${row} has the probability ${value} for class ${c}; probabilities lie in [0, 1]. Apply softmax to logits first.`,
        )
      }
      sum += value
    }
    if (!(Math.abs(sum - 1) <= TOLERANCE)) {
      throw new MetricsError(`The probabilities of row ${row} sum to ${sum}, not to 1. Apply softmax to logits first.`)
    }
  }
}

export function checkDivides(probabilities: ArrayLike<number>, classes: number, what = 'probabilities'): void {
  checkNumbers(`The ${what} are`, probabilities)
  checkInteger('classes', classes)
  if (probabilities.length % classes !== 0)
    throw new MetricsError(`${probabilities.length} ${what} do not divide into rows of ${classes} classes.`)
}

/** Refuses a number of classes below 1, and columns that do not fit the labels. */
export function checkColumns(batch: ProbabilityBatch): void {
  checkHolds(batch, 'probabilities', 'labels')
  const { probabilities, classes, labels } = batch
  checkInteger('classes', classes)
  if (probabilities.length !== labels.length * classes) {
    throw new MetricsError(
      `${labels.length} labels of ${classes} classes need ${labels.length * classes} probabilities, but ${probabilities.length} were given.`,
    )
  }
}

/** Refuses all but integers from 1. */
export function checkInteger(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) throw new MetricsError(`${name} is ${value}; it is an integer from 1.`)
}

export function checkLabel(label: number, row: number, classes: number): void {
  if (!Number.isInteger(label) || label < 0 || label >= classes) {
    throw new MetricsError(
      `Label ${row} is ${label}; with ${classes} classes labels are the integers from 0 to ${classes - 1}.`,
    )
  }
}

/** Refuses predictions and labels of different lengths. */
export function checkPairs(batch: LabelBatch): void {
  checkHolds(batch, 'predicted', 'labels')
  const { predicted, labels } = batch
  if (predicted.length !== labels.length) {
    throw new MetricsError(
      `${predicted.length} predictions were given for ${labels.length} labels; there is one for each.`,
    )
  }
}

/** Refuses predictions and labels of different lengths, and those that are no classes. */
export function checkClassPairs(batch: LabelBatch, classes: number): void {
  checkPairs(batch)
  for (let row = 0; row < batch.labels.length; row++) {
    checkLabel(batch.labels[row]!, row, classes)
    const predicted = batch.predicted[row]!
    if (!Number.isInteger(predicted) || predicted < 0 || predicted >= classes) {
      throw new MetricsError(
        `Prediction ${row} is ${predicted}; with ${classes} classes predictions are the integers from 0 to ${classes - 1}.`,
      )
    }
  }
}

/** Larger numbers have no finite square. */
const LARGEST = 1e150

/** Refuses predictions and targets of different lengths, and numbers whose square is not finite. */
export function checkTargets(batch: TargetBatch): void {
  checkHolds(batch, 'predicted', 'targets')
  const { predicted, targets } = batch
  if (predicted.length !== targets.length) {
    throw new MetricsError(
      `${predicted.length} predictions were given for ${targets.length} targets; there is one for each.`,
    )
  }
  checkFinite('Prediction', predicted)
  checkFinite('Target', targets)
}

export function checkFinite(role: string, values: ArrayLike<number>): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    if (!(Math.abs(value) <= LARGEST))
      throw new MetricsError(`${role} ${row} is ${value}; a number from −1e150 to 1e150 can be measured.`)
  }
}

export function checkSeen(name: string, count: number): void {
  if (count === 0) throw new MetricsError(`${name} has seen no examples. Give it one or more.`)
}

/** Activations of a layer [n, units], row-major. */
export interface ActivationBatch {
  readonly activations: ArrayLike<number>
  readonly units: number
}

/** The number of rows. Refuses other units than those `seen` before (0: none seen). */
export function checkActivations(batch: ActivationBatch, seen: number): number {
  checkHolds(batch, 'activations')
  const { activations, units } = batch
  checkInteger('units', units)
  if (activations.length % units !== 0)
    throw new MetricsError(`${activations.length} activations do not divide into rows of ${units} units.`)
  if (seen > 0 && seen !== units)
    throw new MetricsError(
      `Activations of ${units} units were given after those of ${seen}; all batches have the same.`,
    )
  checkFinite('Activation', activations)
  return activations.length / units
}
