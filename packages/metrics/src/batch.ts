import { MetricsError } from './metrics-error.ts'

/** Predicted probabilities [n, classes], row-major, and the true classes [n]. */
export interface ProbabilityBatch {
  readonly probabilities: ArrayLike<number>
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

/** Refuses a batch that lacks what is measured, such as one of a model of numbers where classes are. */
function checkHolds(batch: object, ...names: readonly string[]): void {
  const absent = names.find((name) => (batch as Readonly<Record<string, unknown>>)[name] === undefined)
  if (absent !== undefined)
    throw new MetricsError(
      `The batch holds ${Object.keys(batch).join(', ')}, but no ${absent}; this measure takes ${names.join(' and ')}.`,
    )
}

/** Refuses what is no batch of distributions and labels: sizes, entries, sums (to 1e-3) and labels are checked. */
export function checkProbabilities(batch: ProbabilityBatch): void {
  checkColumns(batch)
  checkRows(batch.probabilities, batch.classes)
  for (let row = 0; row < batch.labels.length; row++) checkLabel(batch.labels[row]!, row, batch.classes)
}

/** Refuses what are no distributions [n, classes], row-major: entries and sums (to 1e-3) are checked. */
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

function checkDivides(probabilities: ArrayLike<number>, classes: number): void {
  checkClasses(classes)
  if (probabilities.length % classes !== 0)
    throw new MetricsError(`${probabilities.length} probabilities do not divide into rows of ${classes} classes.`)
}

/** Refuses a number of columns that is none, and columns that do not fit the labels. */
export function checkColumns(batch: ProbabilityBatch): void {
  checkHolds(batch, 'probabilities', 'labels')
  const { probabilities, classes, labels } = batch
  checkClasses(classes)
  if (probabilities.length !== labels.length * classes) {
    throw new MetricsError(
      `${labels.length} labels of ${classes} classes need ${labels.length * classes} probabilities, but ${probabilities.length} were given.`,
    )
  }
}

export function checkClasses(classes: number): void {
  if (!Number.isInteger(classes) || classes < 1)
    throw new MetricsError(`classes is ${classes}; it is an integer from 1.`)
}

export function checkLabel(label: number, row: number, classes: number): void {
  if (!Number.isInteger(label) || label < 0 || label >= classes) {
    throw new MetricsError(
      `Label ${row} is ${label}; with ${classes} classes labels are the integers from 0 to ${classes - 1}.`,
    )
  }
}

/** Refuses predictions and labels that are not one for each. */
export function checkPairs(batch: LabelBatch): void {
  checkHolds(batch, 'predicted', 'labels')
  const { predicted, labels } = batch
  if (predicted.length !== labels.length) {
    throw new MetricsError(
      `${predicted.length} predictions were given for ${labels.length} labels; there is one for each.`,
    )
  }
}

/** The same, and both of them classes. */
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

/** Larger ones have no square. */
const LARGEST = 1e150

/** Refuses predictions and targets that are not one for each, or not numbers of a size that can be squared. */
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

export function checkFinite(what: string, values: ArrayLike<number>): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!
    if (!(Math.abs(value) <= LARGEST))
      throw new MetricsError(`${what} ${row} is ${value}; a number from −1e150 to 1e150 can be measured.`)
  }
}

export function checkSeen(name: string, count: number): void {
  if (count === 0)
    throw new MetricsError(`${name} has seen no examples, and there is nothing to measure. Give it one or more.`)
}

/**
 * The most probable class of each row of [n, classes], row-major; the lowest among equals. Logits do as well.
 *
 * @throws {MetricsError} where there are no classes, the values do not divide into rows of them, or one is NaN.
 *
 * @example
 * ```ts
 * import { mostProbable } from '@thinned/metrics'
 *
 * console.log(mostProbable([0.2, 0.5, 0.3, 0.4, 0.2, 0.4], 3)) // Int32Array(2) [ 1, 0 ]
 * ```
 */
export function mostProbable(probabilities: ArrayLike<number>, classes: number): Int32Array {
  checkDivides(probabilities, classes)
  const predicted = new Int32Array(probabilities.length / classes)
  for (let row = 0; row < predicted.length; row++) {
    for (let c = 0; c < classes; c++) {
      const value = probabilities[row * classes + c]!
      if (Number.isNaN(value))
        throw new MetricsError(`Row ${row} has NaN for class ${c}; which class is most probable is not defined.`)
      if (value > probabilities[row * classes + predicted[row]!]!) predicted[row] = c
    }
  }
  return predicted
}
