import { either, type Fields, integer, oneOf, withDefault } from '@thinned/schema'
import { checkProbabilities, type ProbabilityBatch } from '../batches/batch.ts'
import { MetricsError } from '../metrics-error.ts'
import { binCount, metricOptions } from '../options.ts'
import { type Binning, binOfMass, binOfWidth, classScores, sumsOf, type Tie, tiesOf, topScores } from './bins.ts'

/** Predictions of similar confidence. */
export interface ReliabilityBin {
  /** The edges of the bin; with equal mass, the lowest and the highest confidence in it. */
  readonly from: number
  readonly to: number
  readonly count: number
  /** The mean of the predicted probabilities. */
  readonly confidence: number
  /** How many of them are right. Where predictions are calibrated, it is the confidence. */
  readonly accuracy: number
}

export interface ReliabilityDiagramOptions {
  /** From 1 to 100,000. Default 15. */
  readonly bins?: number
  /** 'width' (default): bins of equal width. 'mass': of equally many examples, as far as equal confidences, which stay together, allow. */
  readonly binning?: Binning
  /** 'top' (default): the most probable class of each example. Or a class: its probability for every example. */
  readonly of?: 'top' | number
}

const read = metricOptions('reliabilityDiagram', {
  bins: withDefault(binCount, 15),
  binning: withDefault<Binning>(oneOf('width', 'mass'), 'width'),
  of: withDefault(either<'top' | number>(oneOf('top'), integer({ from: 0 })), 'top'),
} satisfies Fields<ReliabilityDiagramOptions>)

/**
 * The data of a reliability diagram: how often predictions of each confidence are right. Bins without examples are left out. Bins are those of `ece`,
 * which is the mean distance of confidence and accuracy. Source: Niculescu-Mizil and Caruana 2005.
 *
 * @throws {MetricsError} on probabilities or labels that cannot be, and on a class that is not there.
 *
 * @example
 * ```ts
 * import { reliabilityDiagram } from '@thinned/metrics'
 *
 * const batch = { probabilities: [0.75, 0.25, 0.75, 0.25, 1, 0], classes: 2, labels: [0, 1, 0] }
 * const [first, second] = reliabilityDiagram(batch, { bins: 4 })
 * console.log(first) // { from: 0.5, to: 0.75, count: 2, confidence: 0.75, accuracy: 0.5 }
 * console.log(second) // { from: 0.75, to: 1, count: 1, confidence: 1, accuracy: 1 }
 * ```
 */
export function reliabilityDiagram(
  batch: ProbabilityBatch,
  options: ReliabilityDiagramOptions = {},
): readonly ReliabilityBin[] {
  const { bins, binning, of } = read(options)
  checkProbabilities(batch)
  const { classes, labels } = batch
  if (of !== 'top' && of >= classes)
    throw new MetricsError(
      `reliabilityDiagram was given of ${of}, but a batch of ${classes} classes; they count from 0.`,
    )
  const ties = of === 'top' ? tiesOf([topScores(batch)], 1, 0, 1) : tiesOf([classScores(batch)], of, of, classes)
  const binOf = (tie: Tie): number =>
    binning === 'mass' ? binOfMass(tie, labels.length, bins) : binOfWidth(tie.score, bins)
  const { counts, right, confidence } = sumsOf(ties, bins, binOf)
  return counts.flatMap((count, bin) => {
    if (count === 0) return []
    const scores = ties.filter((tie) => binOf(tie) === bin).map(({ score }) => score)
    const [from, to] = binning === 'mass' ? [scores[0]!, scores.at(-1)!] : [bin / bins, (bin + 1) / bins]
    return [{ from, to, count, confidence: confidence[bin]! / count, accuracy: right[bin]! / count }]
  })
}
