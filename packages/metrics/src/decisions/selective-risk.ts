import { log } from '@thinned/math/float64'
import { binomialTail, clopperPearson, logOneMinus } from '../distributions/binomial.ts'
import { MetricsError } from '../metrics-error.ts'

/** What is asked of the error rate among accepted examples. */
export interface SelectiveRisk {
  readonly risk: number
  readonly confidence: number
  readonly coverages: readonly number[]
}

/** One threshold that was fixed by its coverage. */
export interface Candidate {
  readonly coverage: number
  /** The largest accepted uncertainty: the number right below an order statistic. */
  readonly threshold: number
  /** How many examples are accepted, and how many of these are wrong. */
  readonly accepted: number
  readonly wrong: number
}

/** The level of each test, so that one of them passes in error with a probability of at most 1 − confidence (Bonferroni). */
export const levelOf = (confidence: number, tests: number): number => (1 - confidence) / tests

/** Whether the examples show an error rate of at most `risk`: with that rate, as few wrong ones have a probability of at most `level`. */
export const passes = (
  { accepted, wrong }: Pick<Candidate, 'accepted' | 'wrong'>,
  risk: number,
  level: number,
): boolean => accepted > 0 && binomialTail(wrong, accepted, risk) <= level

/**
 * The threshold of the largest coverage whose error rate is shown to be at most `risk`.
 *
 * Each coverage names an order statistic t by its rank alone, before the data are seen. Given t and how many examples lie strictly below it, these are
 * independent draws from the distribution of examples with an uncertainty below t, ties or not; so their errors are binomial with the error rate
 * of just the examples that will be accepted, and the test is exact. (Examples equal to t have been selected by being t, and are not counted, nor
 * accepted.) Tests at all coverages, each at (1 − confidence)/tests, then hold together. Geifman and El-Yaniv 2017 bisect the coverage instead (SGR):
 * which thresholds they test depends on the outcomes of the same examples, and here none does.
 *
 * @throws {MetricsError} where no coverage passes.
 */
export function largestSafe(
  uncertainty: Float64Array,
  wrong: Uint8Array,
  { risk, confidence, coverages }: SelectiveRisk,
): Candidate {
  const level = levelOf(confidence, coverages.length)
  const candidates = candidatesOf(uncertainty, wrong, coverages)
  const safe = candidates.filter((candidate) => passes(candidate, risk, level))
  if (safe.length === 0) throw noneSafe(candidates, uncertainty.length, { risk, confidence, coverages })
  return safe.reduce((best, each) => (each.accepted > best.accepted ? each : best))
}

function candidatesOf(uncertainty: Float64Array, wrong: Uint8Array, coverages: readonly number[]): Candidate[] {
  const n = uncertainty.length
  const order = Uint32Array.from(uncertainty, (_, i) => i).sort((a, b) => uncertainty[a]! - uncertainty[b]!)
  const wrongBefore = new Uint32Array(n + 1)
  for (let i = 0; i < n; i++) wrongBefore[i + 1] = wrongBefore[i]! + wrong[order[i]!]!
  return coverages.map((coverage) => {
    // Without ties as many examples lie below it; of all, all but the largest.
    let accepted = Math.min(Math.floor(coverage * n + 1e-9), n - 1)
    const limit = uncertainty[order[accepted]!]!
    while (accepted > 0 && uncertainty[order[accepted - 1]!] === limit) accepted--
    return { coverage, threshold: numberBelow(limit), accepted, wrong: wrongBefore[accepted]! }
  })
}

/** The largest number below a finite one. */
function numberBelow(x: number): number {
  if (x === 0) return -Number.MIN_VALUE
  const bits = new BigInt64Array(Float64Array.of(x).buffer)
  bits[0]! -= x > 0 ? 1n : -1n
  return new Float64Array(bits.buffer)[0]!
}

function noneSafe(candidates: readonly Candidate[], rows: number, { risk, confidence }: SelectiveRisk): MetricsError {
  const level = levelOf(confidence, candidates.length)
  const bounds = candidates
    .filter(({ accepted }) => accepted > 0)
    .map((candidate) => ({ ...candidate, bound: clopperPearson(candidate.wrong, candidate.accepted, level) }))
  const asked = `rejectAbove found no threshold below which the error rate is at most ${risk} with confidence ${confidence}, from ${rows} examples.`
  if (bounds.length === 0)
    return new MetricsError(
      `${asked} At no coverage an example lies below the threshold. Give more examples, larger candidates, or an uncertainty that differs.`,
      { code: 'invalid-data' },
    )
  const { coverage, wrong, accepted, bound } = bounds.reduce((best, each) => (each.bound < best.bound ? each : best))
  // Where none is wrong, the tail is (1 − risk)^accepted.
  const needed = Math.ceil(log(level) / logOneMinus(risk))
  return new MetricsError(
    `${asked} The best of ${candidates.length} coverages is ${coverage}: of ${accepted} examples ${wrong} are wrong, which shows an error rate of at most ${bound.toPrecision(3)}. Give more held-out examples (${needed} of which none is wrong would do), a larger risk or a smaller confidence.`,
    { code: 'invalid-data' },
  )
}
