import { log } from '@thinned/math/float64'
import { formatValue } from '@thinned/schema'
import { checkLabel, checkLogits, checkRows } from '../batches/batch.ts'
import { checkNumbers } from '../batches/check-numbers.ts'
import { logSumExp } from '../batches/logits.ts'
import { softmaxRows } from '../batches/softmax-rows.ts'
import { checkBatch, predictionAdvice } from '../check-arguments.ts'
import { MetricsError } from '../metrics-error.ts'

/** Probabilities [n, classes], row-major, or the logits that they follow from. Where both are given they must belong together, and the logits count. */
export interface ClassScores {
  readonly probabilities?: ArrayLike<number> | undefined
  readonly logits?: ArrayLike<number> | undefined
  /** From 2. */
  readonly classes: number
}

/** Scores and the true classes [n]. */
export interface LabeledScores extends ClassScores {
  readonly labels: ArrayLike<number>
}

/** Checked examples: p or ln p of each class [n, classes], and the labels [n]. */
export interface Examples {
  readonly scores: Float64Array
  readonly labels: Int32Array
  readonly classes: number
}

/** The smallest positive number of float32. What float32 rounds to 0 lies below it. */
const LEAST = 2 ** -149
/** Larger logits have no finite square. */
const LARGEST = 1e150

/**
 * p of each class, or ln p: z − ln Σ e^z of logits, ln max(p, 2^−149) of probabilities, so that it is −Infinity only where the logit is.
 *
 * @throws {MetricsError} on what are no distributions or logits.
 */
export function readScores(caller: string, takes: 'probabilities' | 'logarithms', scores: ClassScores): Float64Array {
  checkBatch(caller, scores, 'batch')
  const { probabilities, logits, classes } = scores
  if (!Number.isSafeInteger(classes) || classes < 2)
    throw new MetricsError(
      `${caller} was given classes ${formatValue(classes)}; it takes a batch { probabilities or logits, classes }, of two classes or more.${predictionAdvice(scores)}`,
    )
  if (logits === undefined) {
    if (probabilities === undefined)
      throw new MetricsError(
        `${caller} was given a batch of ${Object.keys(scores).join(', ')}; it takes probabilities, or the logits of a model.`,
      )
    checkRows(probabilities, classes)
    return Float64Array.from(probabilities, takes === 'probabilities' ? (p) => p : (p) => log(Math.max(p, LEAST)))
  }
  checkNumbers(`${caller} was given logits`, logits)
  if (logits.length % classes !== 0)
    throw new MetricsError(`${logits.length} logits do not divide into rows of ${classes} classes.`)
  if (probabilities !== undefined) {
    checkRows(probabilities, classes)
    checkLogits(logits, probabilities, classes)
  }
  const checked = Float64Array.from(logits)
  for (let from = 0; from < checked.length; from += classes) {
    const row = checked.subarray(from, from + classes)
    checkRow(row, from / classes)
    const total = logSumExp(row, 0, classes)
    for (let c = 0; c < classes; c++) row[c]! -= total
  }
  return takes === 'probabilities' ? softmaxRows(checked, classes) : checked
}

function checkRow(row: Float64Array, index: number): void {
  for (const [c, z] of row.entries())
    if (!(z <= LARGEST && (z >= -LARGEST || z === -Infinity)))
      throw new MetricsError(
        `Row ${index} has the logit ${z} for class ${c}; logits are numbers from −1e150 to 1e150, or −Infinity.`,
      )
  if (row.every((z) => z === -Infinity))
    throw new MetricsError(`Row ${index} has no logit above −Infinity; one class at least is possible.`)
}

/**
 * Examples to fit a scaling on, in an order of their values: so no sum depends on the order in which they were given.
 *
 * @throws {MetricsError} where there are none, or a label is no class.
 */
export function readExamples(caller: string, takes: 'probabilities' | 'logarithms', batch: LabeledScores): Examples {
  const scores = readScores(caller, takes, batch)
  const { labels, classes } = batch
  checkNumbers(`${caller} was given labels`, labels)
  const count = scores.length / classes
  if (labels.length !== count)
    throw new MetricsError(`${caller} was given ${labels.length} labels for ${count} examples; there is one for each.`)
  if (count === 0) throw new MetricsError(`${caller} was given no examples. Give it one or more.`)
  for (let row = 0; row < count; row++) checkLabel(labels[row]!, row, classes)
  return inOrder({ scores, labels: Int32Array.from(labels), classes })
}

function inOrder({ scores, labels, classes }: Examples): Examples {
  const rows = Uint32Array.from(labels, (_, row) => row).sort((a, b) => {
    for (let c = 0; c < classes; c++) {
      const [left, right] = [scores[a * classes + c]!, scores[b * classes + c]!]
      if (left !== right) return left < right ? -1 : 1
    }
    return labels[a]! - labels[b]!
  })
  const ordered = new Float64Array(scores.length)
  for (const [i, row] of rows.entries()) ordered.set(scores.subarray(row * classes, (row + 1) * classes), i * classes)
  return { scores: ordered, labels: Int32Array.from(rows, (row) => labels[row]!), classes }
}

/** Refuses labels of the probability 0, whose log loss no scaling makes finite. */
export function checkPossible(caller: string, { scores, labels, classes }: Examples): void {
  for (const [row, label] of labels.entries())
    if (scores[row * classes + label] === -Infinity)
      throw new MetricsError(
        `${caller} was given an example of class ${label} with the logit −Infinity for it; its log loss is infinite, and no scaling changes that. Leave the example out, or correct its label.`,
      )
}

/** Refuses classes without examples. */
export function checkEachClass(caller: string, { labels, classes }: Examples): void {
  const seen = new Set(labels)
  for (let c = 0; c < classes; c++)
    if (!seen.has(c))
      throw new MetricsError(
        `${caller} was given no example of class ${c}, for which it has to learn; give examples of all ${classes} classes, or use temperatureScaling(), which learns one number for all.`,
      )
}
