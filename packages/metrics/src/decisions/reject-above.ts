import { type Fields, formatValue, list, number, optional } from '@thinned/schema'
import { checkFinite, checkPairs, type LabelBatch } from '../batches/batch.ts'
import { checkNumbers } from '../batches/check-numbers.ts'
import { checkBatch } from '../check-arguments.ts'
import { conformalRank, rowsNeeded } from '../conformal/calibration-quantile.ts'
import { MetricsError } from '../metrics-error.ts'
import { metricOptions } from '../options.ts'
import {
  type CoverageRejectionState,
  type FittedRejection,
  fittedRejection,
  type RiskRejectionState,
} from './rejection.ts'
import { largestSafe } from './selective-risk.ts'

export interface RejectByCoverageOptions {
  /** How often a new example should be accepted, in (0, 1): 0.9 to reject one in ten. */
  readonly coverage: number
}

export interface RejectByRiskOptions {
  /** The largest error rate among accepted examples, in (0, 1). */
  readonly risk: number
  /** How sure that must be, in (0, 1), such as 0.95. */
  readonly confidence: number
  /**
   * The coverages to test, in (0, 1], chosen before the data are seen. Default: 0.05, 0.1, … 1. Each takes its part of 1 − confidence, so fewer
   * of them need fewer examples.
   */
  readonly candidates?: readonly number[]
}

/** What a threshold of a wanted coverage is fitted on: examples that the model was not trained on. */
export interface CoverageRejectionBatch {
  /** How uncertain the model is of each [n]: any numbers that rise with the uncertainty. */
  readonly uncertainty: ArrayLike<number>
}

/** What a threshold of a wanted risk is fitted on: with `wrong`, or with the predicted and the true classes. */
export interface RiskRejectionBatch extends CoverageRejectionBatch, Partial<LabelBatch> {
  /** 1 or true where the prediction is wrong [n]. */
  readonly wrong?: ArrayLike<number | boolean>
}

/** A threshold that is not fitted yet. */
export type Rejection<Options> = Options extends RejectByRiskOptions
  ? { fit(batch: RiskRejectionBatch): FittedRejection<RiskRejectionState> }
  : { fit(batch: CoverageRejectionBatch): FittedRejection<CoverageRejectionState> }

interface AnyRejection {
  fit(batch: RiskRejectionBatch): FittedRejection
}

const share = number({ above: 0, below: 1 })
const read = metricOptions(
  'rejectAbove',
  {
    coverage: optional(number({ above: 0, below: 1 }, ', such as 0.9')),
    risk: optional(number({ above: 0, below: 1 }, ', such as 0.01')),
    confidence: optional(share),
    candidates: optional(list(number({ above: 0, to: 1 }), 'a list of coverages, such as [0.5, 0.7, 0.9]')),
  } satisfies Fields<Partial<RejectByCoverageOptions & RejectByRiskOptions>>,
  { alpha: 'coverage (1 − alpha)', error: 'risk', level: 'confidence', delta: 'confidence (1 − delta)' },
)

/** 0.05, 0.1, … 1. */
const COVERAGES: readonly number[] = /* @__PURE__ */ Array.from({ length: 20 }, (_, i) => (i + 1) / 20)

/**
 * When to say "I do not know": finds the threshold above which an uncertainty is rejected, from held-out examples. It has a guarantee for new
 * examples drawn like them (exchangeable), whatever the model and the uncertainty, and none for data of another kind.
 *
 * - `{ coverage }`: a new example is accepted with a probability of `coverage` or more, on average over sets of held-out examples. The threshold is the
 *   conformal quantile of the uncertainty: the ⌈(n + 1) · coverage⌉-th smallest. Without ties it is accepted with at most 1/(n + 1) more.
 * - `{ risk, confidence }`: with a probability of `confidence` or more over sets of held-out examples, the error rate among accepted new examples is
 *   at most `risk`. Exact binomial tests (Clopper and Pearson 1934) of the error rate at fixed coverages (`candidates`), each at the level
 *   (1 − confidence) / their number (Bonferroni); the largest coverage that passes gives the threshold, and the examples strictly below its order
 *   statistic are accepted. Of coverage 1, those are all examples that are less uncertain than the most uncertain held-out one.
 *
 * Give it examples that the model was neither trained nor calibrated on, and their uncertainty as new examples will have it: of as many samples, and
 * with `share: 'batch'` of the same key. Source of the aim: Geifman and El-Yaniv 2017.
 *
 * @throws {MetricsError} on options that cannot be; `fit`: on too few examples for the coverage, where no coverage shows the risk, and on an
 * uncertainty that is no number from −1e150 to 1e150.
 *
 * @example
 * ```ts
 * import { rejectAbove } from '@thinned/metrics'
 *
 * // The model errs where its uncertainty is above 0.8.
 * const uncertainty = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000)
 * const wrong = uncertainty.map((each) => each > 0.8)
 *
 * const { threshold, accepts } = rejectAbove({ coverage: 0.9 }).fit({ uncertainty })
 * console.log(threshold, accepts([0.2, 0.95])) // 0.9005 Uint8Array(2) [ 1, 0 ]
 * const { guarantee } = rejectAbove({ risk: 0.05, confidence: 0.95 }).fit({ uncertainty, wrong })
 * console.log(guarantee.coverage, guarantee.bound.toFixed(3)) // 0.8 0.007
 * ```
 */
export function rejectAbove<Options extends RejectByCoverageOptions | RejectByRiskOptions>(
  options: Options,
): Rejection<Options>
export function rejectAbove(options: RejectByCoverageOptions | RejectByRiskOptions): AnyRejection {
  const { coverage, risk, confidence, candidates } = read(options)
  if ((coverage === undefined) === (risk === undefined))
    throw new MetricsError(
      `rejectAbove was given ${coverage === undefined ? 'neither' : 'both'} coverage ${coverage === undefined ? 'nor' : 'and'} risk; it takes exactly one: { coverage: 0.9 }, or { risk: 0.01, confidence: 0.95 }.`,
    )
  if (coverage !== undefined) {
    for (const [name, value] of Object.entries({ confidence, candidates }))
      if (value !== undefined)
        throw new MetricsError(`rejectAbove was given ${name} ${formatValue(value)} with coverage; only risk takes it.`)
    return { fit: (batch) => fitCoverage(coverage, readUncertainty(batch)) }
  }
  if (confidence === undefined)
    throw new MetricsError(
      `rejectAbove was given risk ${risk} without confidence; it takes how sure the risk must be, such as confidence: 0.95.`,
    )
  const coverages = candidates ?? COVERAGES
  if (coverages.length === 0)
    throw new MetricsError(
      'rejectAbove was given no candidates to test; give one coverage or more, or leave candidates out.',
    )
  return {
    fit(batch) {
      const uncertainty = readUncertainty(batch)
      const { threshold, accepted, wrong } = largestSafe(uncertainty, readWrong(batch), {
        risk: risk!,
        confidence,
        coverages,
      })
      const rows = uncertainty.length
      return fittedRejection({
        kind: 'risk',
        risk: risk!,
        confidence,
        tests: coverages.length,
        rows,
        accepted,
        wrong,
        threshold,
      })
    },
  }
}

function fitCoverage(coverage: number, uncertainty: Float64Array): FittedRejection<CoverageRejectionState> {
  const rows = uncertainty.length
  const rank = conformalRank(1 - coverage, rows)
  if (rank > rows)
    throw new MetricsError(
      `rejectAbove was given ${rows} examples; coverage ${coverage} needs ${rowsNeeded(1 - coverage)} or more. Give more of them, or a smaller coverage.`,
      { code: 'invalid-data' },
    )
  const threshold = uncertainty.sort()[rank - 1]! + 0 // JSON has no −0.
  return fittedRejection({ kind: 'coverage', coverage, rows, threshold })
}

function readUncertainty(batch: CoverageRejectionBatch): Float64Array {
  checkBatch('rejectAbove.fit', batch)
  if (batch.uncertainty === undefined)
    throw new MetricsError(
      `rejectAbove.fit was given ${Object.keys(batch).join(', ') || 'nothing'}, but no uncertainty; it takes one number for each example, such as the entropy of predict.`,
    )
  checkNumbers('rejectAbove.fit was given uncertainty', batch.uncertainty)
  checkFinite('Uncertainty', batch.uncertainty)
  if (batch.uncertainty.length === 0)
    throw new MetricsError('rejectAbove.fit was given no examples; give those of held-out data.', {
      code: 'invalid-data',
    })
  return Float64Array.from(batch.uncertainty)
}

/** Whether each prediction is wrong, as 0 or 1. */
function readWrong({ uncertainty, wrong, predicted, labels }: RiskRejectionBatch): Uint8Array {
  const hasPairs = predicted !== undefined && labels !== undefined
  if ((wrong !== undefined) === hasPairs)
    throw new MetricsError(
      'rejectAbove.fit of a risk takes where the model is wrong, once: wrong, a list of 0 and 1, or predicted and labels.',
    )
  if (hasPairs) checkPairs({ predicted, labels })
  const errors = hasPairs ? Array.from(labels, (label, i) => label !== predicted[i]) : wrong
  const length = typeof errors === 'object' ? errors?.length : undefined
  if (length !== uncertainty.length)
    throw new MetricsError(
      hasPairs
        ? `${uncertainty.length} uncertainties were given for ${length} labels; there is one for each.`
        : `rejectAbove.fit was given wrong ${formatValue(wrong)} for ${uncertainty.length} uncertainties; there is one 0 or 1 for each.`,
    )
  return Uint8Array.from(errors!, (each, i) => {
    if (each === 0 || each === 1 || typeof each === 'boolean') return Number(each)
    throw new MetricsError(
      `wrong ${i} is ${formatValue(each)}; it is 1 or true where the prediction is wrong, and else 0 or false.`,
    )
  })
}
