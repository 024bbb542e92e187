import { either, type Fields, oneOf, withDefault } from '@thinned/schema'
import { checkProbabilities, checkSeen, type ProbabilityBatch } from '../../batches/batch.ts'
import { type Binning, binOfMass, binOfWidth, type Tie, tiesOf } from '../../calibration-error/bins.ts'
import type { Metric } from '../../metric.ts'
import { binCount, metricOptions } from '../../options.ts'
import { appendScores, mergeScores, type ScoreState } from '../../states/scores.ts'

/** The parts of the Brier score: reliability − resolution + uncertainty + varianceWithinBins − covarianceWithinBins. */
export interface BrierParts {
  /** How far the mean probabilities of the bins are from their frequencies: lower is better, 0 is calibrated. */
  readonly reliability: number
  /** How far the frequencies of the bins are from those of all examples: higher is better. */
  readonly resolution: number
  /** The variance of the labels, which no prediction changes. */
  readonly uncertainty: number
  /** The variance of the probabilities within their bins. */
  readonly varianceWithinBins: number
  /** Twice the covariance of probabilities and labels within their bins. */
  readonly covarianceWithinBins: number
}

export interface BrierDecompositionOptions {
  /** From 1 to 100,000; or 'values', a bin for every distinct probability. Default 15. */
  readonly bins?: number | 'values'
  /** 'width' (default): bins of equal width. 'mass': of equally many examples, as far as equal probabilities, which stay in one bin, allow. */
  readonly binning?: Binning
}

const read = metricOptions(
  'brierDecomposition',
  {
    bins: withDefault(either<number | 'values'>(binCount, oneOf('values')), 15),
    binning: withDefault<Binning>(oneOf('width', 'mass'), 'width'),
  } satisfies Fields<BrierDecompositionOptions>,
  { nBins: 'bins' },
)

/**
 * The Brier score in parts, each the sum over classes of the part of the class: reliability − resolution + uncertainty (Murphy 1973), and the two parts
 * within bins, by which the sum is the score for any bins (Stephenson, Coelho and Jolliffe 2008): + varianceWithinBins − covarianceWithinBins. Bins are those
 * of `ece`. With `bins: 'values'` the two are 0, which suits forecasts of few values; where every probability is another, every bin has one example, and
 * reliability and resolution say nothing. For two classes, the parts of class 1 alone are half of these.
 *
 * The state stores every probability: 8 bytes for each in memory, some 20 in JSON.
 *
 * @throws {MetricsError} on options that cannot be, and on probabilities or labels that cannot be.
 *
 * @example
 * ```ts
 * import { brier, brierDecomposition, measure } from '@thinned/metrics'
 *
 * const batch = { probabilities: [0.75, 0.25, 0.75, 0.25, 0.25, 0.75, 0.25, 0.75], classes: 2, labels: [0, 0, 1, 0] }
 * const { reliability, resolution, uncertainty } = measure(brierDecomposition({ bins: 'values' }), batch)
 * console.log(reliability, resolution, uncertainty) // 0.125 0.125 0.375
 * console.log(measure(brier(), batch)) // 0.375
 * ```
 */
export function brierDecomposition(
  options: BrierDecompositionOptions = {},
): Metric<ScoreState, ProbabilityBatch, BrierParts> {
  const { bins, binning } = read(options)
  const binOf = (tie: Tie, place: number, count: number): number => {
    if (bins === 'values') return place
    return binning === 'mass' ? binOfMass(tie, count, bins) : binOfWidth(Math.min(tie.score, 1), bins)
  }
  return {
    name: 'Brier decomposition',
    empty: () => [],
    update: (state, batch) => {
      checkProbabilities(batch)
      const { probabilities, classes, labels } = batch
      return appendScores(state, { classes, scores: Array.from(probabilities), labels: Array.from(labels) })
    },
    merge: mergeScores,
    compute: (state) => {
      checkSeen('Brier decomposition', state.length)
      const { classes } = state[0]!
      const count = state.reduce((sum, { labels }) => sum + labels.length, 0)
      return Array.from({ length: classes }, (_, c) => {
        const ties = tiesOf(state, c, c, classes)
        return partsOf(
          binsOf(ties, (tie, place) => binOf(tie, place, count)),
          count,
        )
      }).reduce(addParts)
    },
  }
}

/** Ties rise, and so do their bins. */
function binsOf(ties: readonly Tie[], binOf: (tie: Tie, place: number) => number): Tie[][] {
  const bins: Tie[][] = []
  let last = -1
  for (const [place, tie] of ties.entries()) {
    const bin = binOf(tie, place)
    if (bin === last) bins.at(-1)!.push(tie)
    else bins.push([tie])
    last = bin
  }
  return bins
}

/** Of one class. */
function partsOf(bins: readonly (readonly Tie[])[], count: number): BrierParts {
  const mean = (ties: readonly Tie[], value: (tie: Tie) => number, of: number): number =>
    ties.reduce((sum, tie) => sum + value(tie), 0) / of
  const frequency = mean(bins.flat(), ({ right }) => right, count)
  return bins
    .map((ties) => {
      const size = ties.reduce((sum, tie) => sum + tie.count, 0)
      const share = size / count
      const own = mean(ties, ({ right }) => right, size)
      // Of one value, the value itself: a mean of it could differ by its rounding.
      const score = ties.length === 1 ? ties[0]!.score : mean(ties, (tie) => tie.count * tie.score, size)
      return {
        reliability: share * (score - own) ** 2,
        resolution: share * (own - frequency) ** 2,
        uncertainty: share * frequency * (1 - frequency),
        varianceWithinBins: share * mean(ties, (tie) => tie.count * (tie.score - score) ** 2, size),
        covarianceWithinBins: 2 * share * mean(ties, (tie) => tie.right * (tie.score - score), size),
      }
    })
    .reduce(addParts)
}

const addParts = (a: BrierParts, b: BrierParts): BrierParts => ({
  reliability: a.reliability + b.reliability,
  resolution: a.resolution + b.resolution,
  uncertainty: a.uncertainty + b.uncertainty,
  varianceWithinBins: a.varianceWithinBins + b.varianceWithinBins,
  covarianceWithinBins: a.covarianceWithinBins + b.covarianceWithinBins,
})
