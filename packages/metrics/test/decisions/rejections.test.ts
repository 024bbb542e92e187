import { foldIn, key, permutation, uniform } from '@thinned/rng'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rejectAbove } from '../../src/decisions/reject-above.ts'
import type { FittedRejection } from '../../src/decisions/rejection.ts'
import { rejectionFromState } from '../../src/decisions/rejection-from-state.ts'
import { binomialTail } from '../../src/distributions/binomial.ts'
import { ALPHA, MEAN, ROWS_OF_ALL_SPLITS, simulatedCoverage, TOLERANCE } from '../conformal/coverage.ts'

/** Uncertainties of n examples, of few values with `levels`, and where the model is wrong: more often where it doubts. */
function judged(seed: number, n: number, levels?: number): { uncertainty: Float64Array; wrong: Uint8Array } {
  const draws = uniform(foldIn(key(seed), 'uncertainty'), n)
  const uncertainty = Float64Array.from(draws, (u) => (levels ? Math.floor(u * levels) / levels : u) - 0.5)
  const errors = uniform(foldIn(key(seed), 'errors'), n)
  return { uncertainty, wrong: Uint8Array.from(errors, (e, i) => (e < 0.4 * draws[i]! ** 2 ? 1 : 0)) }
}
const takeRows = <T extends Float64Array | Uint8Array>(values: T, order: ArrayLike<number>): T =>
  values.map((_, i) => values[order[i]!]!) as T

describe('the laws of both', () => {
  const examples = fc.record({
    seed: fc.integer({ min: 0, max: 1000 }),
    n: fc.integer({ min: 150, max: 400 }),
    levels: fc.constantFrom(undefined, 8, 60),
    risk: fc.constantFrom(undefined, 0.2, 0.35),
  })
  type Examples = typeof examples extends fc.Arbitrary<infer T> ? T : never
  const fit = (
    { seed, n, levels, risk }: Examples,
    order: ArrayLike<number> = Uint32Array.from({ length: n }, (_, i) => i),
  ) => {
    const { uncertainty, wrong } = judged(seed, n, levels)
    const batch = { uncertainty: takeRows(uncertainty, order), wrong: takeRows(wrong, order) }
    const fitted: FittedRejection = risk
      ? rejectAbove({ risk, confidence: 0.9 }).fit(batch)
      : rejectAbove({ coverage: 0.8 }).fit(batch)
    return { fitted, batch }
  }
  const check = (law: (given: Examples) => void): void =>
    fc.assert(fc.property(examples, law), { seed: 1, numRuns: 60 })

  test('the order of the examples does not matter', () =>
    check((given) => {
      const { fitted, batch } = fit(given)
      const order = permutation(key(given.seed + 1), given.n)
      const moved = fit(given, order)
      expect(moved.fitted.state).toEqual(fitted.state)
      expect(moved.fitted.accepts(moved.batch.uncertainty)).toEqual(takeRows(fitted.accepts(batch.uncertainty), order))
    }))

  test('a state that survives JSON decides the same', () =>
    check((given) => {
      const { fitted, batch } = fit(given)
      const restored = rejectionFromState(JSON.parse(JSON.stringify(fitted.state)))
      expect(restored.state).toEqual(fitted.state)
      expect(restored.threshold).toBe(fitted.threshold)
      expect(restored.guarantee).toEqual(fitted.guarantee)
      expect(restored.accepts(batch.uncertainty)).toEqual(fitted.accepts(batch.uncertainty))
    }))

  test('what is less uncertain than an accepted example is accepted', () =>
    check((given) => {
      const { fitted } = fit(given)
      const accepted = fitted.accepts(Float64Array.from({ length: 200 }, (_, i) => i / 200 - 0.5))
      expect(accepted.every((each, i) => i === 0 || each <= accepted[i - 1]!)).toBe(true)
    }))

  test('of the held-out examples as many are accepted as the state says', () =>
    check((given) => {
      const { fitted, batch } = fit(given)
      const accepted = fitted.accepts(batch.uncertainty)
      const { state } = fitted
      const count = accepted.reduce((sum, each) => sum + each, 0)
      if (state.kind === 'coverage') expect(count).toBeGreaterThanOrEqual(0.8 * given.n)
      else {
        expect(count).toBe(state.accepted)
        expect(accepted.reduce((sum, each, i) => sum + each * batch.wrong[i]!, 0)).toBe(state.wrong)
        expect(fitted.guarantee).toMatchObject({ coverage: count / given.n })
      }
    }))

  test('a larger coverage or risk, or a smaller confidence, accepts no less', () =>
    check(({ seed, n, levels }) => {
      const batch = judged(seed, n, levels)
      const rising = (thresholds: readonly number[]) => expect(thresholds).toEqual(thresholds.toSorted((a, b) => a - b))
      rising([0.5, 0.8, 0.9].map((coverage) => rejectAbove({ coverage }).fit(batch).threshold))
      rising([0.2, 0.25, 0.5].map((risk) => rejectAbove({ risk, confidence: 0.9 }).fit(batch).threshold))
      rising([0.9, 0.5, 0.1].map((confidence) => rejectAbove({ risk: 0.2, confidence }).fit(batch).threshold))
    }))
})

// False alarms of each test: 1e-6.
describe('guarantees, by simulation', () => {
  test.each([{ levels: undefined }, { levels: 8 }])('coverage over 2,000 splits; %o', ({ levels }) => {
    const { uncertainty } = judged(1, ROWS_OF_ALL_SPLITS, levels)
    const coverage = simulatedCoverage((from, middle, to) =>
      rejectAbove({ coverage: 1 - ALPHA })
        .fit({ uncertainty: uncertainty.subarray(from, middle) })
        .accepts(uncertainty.subarray(middle, to))
        .reduce((sum, each) => sum + each, 0),
    )
    expect(coverage).toBeGreaterThan(MEAN - TOLERANCE)
    if (!levels) expect(coverage).toBeLessThan(MEAN + TOLERANCE)
  })

  const SPLITS = 1000
  const far = (p: number): number => 4.9 * Math.sqrt((p * (1 - p)) / SPLITS)

  /** The share of splits whose threshold passes, and that of those with a larger true risk than asked for. */
  function shares(
    n: number,
    options: { risk: number; confidence: number; candidates?: number[] },
    errorRate: (uncertainty: number) => number,
    trueRisk: (threshold: number) => number,
    levels?: number,
  ): { found: number; violated: number } {
    const [draws, errors] = [uniform(key(2), n * SPLITS), uniform(key(3), n * SPLITS)]
    const values = draws.map((u) => (levels ? Math.floor(u * levels) / levels : u))
    let [found, violated] = [0, 0]
    for (let split = 0; split < SPLITS; split++) {
      const uncertainty = values.subarray(split * n, (split + 1) * n)
      const wrong = Uint8Array.from(uncertainty, (u, i) => (errors[split * n + i]! < errorRate(u) ? 1 : 0))
      try {
        const { threshold } = rejectAbove(options).fit({ uncertainty, wrong })
        found++
        if (trueRisk(threshold) > options.risk) violated++
      } catch (error) {
        expect((error as Error).message).toContain('found no threshold')
      }
    }
    return { found: found / SPLITS, violated: violated / SPLITS }
  }

  test.each([{ levels: undefined }, { levels: 7 }])(
    'a risk is violated in at most 1 − confidence of the splits; %o',
    ({ levels }) => {
      // The error rate is half the uncertainty, so below t it is t/4 on average; of the levels 0, 1/7, … 6/7 below t half their mean.
      const trueRisk = (threshold: number): number =>
        levels ? (Math.ceil(threshold * levels) - 1) / levels / 4 : threshold / 4
      const options = { risk: 0.15, confidence: 0.7 }
      const { found, violated } = shares(200, options, (u) => u / 2, trueRisk, levels)
      expect(found).toBeGreaterThan(0.5)
      expect(violated).toBeLessThan(0.3 + far(0.3))
    },
  )

  test('where the risk is just too large, it is violated as often as the binomial law says', () => {
    // Of 150 accepted examples at most k may be wrong; any threshold that is found is a violation, and the law of its number is known.
    const [risk, truth, level] = [0.2, 0.201, 0.3]
    let k = 0
    while (binomialTail(k + 1, 150, risk) <= level) k++
    const expected = binomialTail(k, 150, truth)
    expect(expected).toBeLessThan(level)
    const { violated } = shares(
      300,
      { risk, confidence: 1 - level, candidates: [0.5] },
      () => truth,
      () => truth,
    )
    expect(Math.abs(violated - expected)).toBeLessThan(far(expected))
  })
})
