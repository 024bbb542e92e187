import { foldIn, type Key, key, normal, permutation, uniform } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import { takeExamples } from '../../src/batches/take-examples.ts'
import { conformalFromState } from '../../src/conformal/conformal-from-state.ts'
import {
  type ConformalIntervalsOptions,
  conformalIntervals,
} from '../../src/conformal/intervals/conformal-intervals.ts'
import type { ConformalIntervalsState } from '../../src/conformal/intervals/fitted-intervals.ts'
import { ALPHA, MEAN, ROWS_OF_ALL_SPLITS, simulatedCoverage, TOLERANCE } from './coverage.ts'
import { casesOfIntervalScores } from './score-cases.ts'

interface Rows {
  readonly predicted: Float64Array
  readonly targets: Float64Array
  readonly deviation: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
}

/** A model that is off to one side, of noise that grows; its deviations and quantiles are too small. With ties, all numbers are multiples of a step. */
function simulatedRows(key: Key, n: number, step?: number): Rows {
  const [x, z, noise] = [
    uniform(foldIn(key, 'x'), n),
    normal(foldIn(key, 'targets'), n),
    normal(foldIn(key, 'noise'), n),
  ]
  const numbers = (of: (i: number) => number): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => (step ? Math.round(of(i) / step) * step : of(i)))
  const deviation = numbers((i) => x[i]! * Math.exp(noise[i]! / 4))
  const predicted = numbers((i) => 10 * x[i]!)
  return {
    predicted,
    targets: numbers((i) => 10 * x[i]! + 0.3 + 2 * x[i]! * z[i]!),
    deviation,
    low: numbers((i) => predicted[i]! - deviation[i]!),
    high: numbers((i) => predicted[i]! + 2 * deviation[i]!),
  }
}

const rowsBetween = (rows: Rows, from: number, to: number): Rows =>
  Object.fromEntries(Object.entries(rows).map(([name, values]) => [name, values.subarray(from, to)])) as unknown as Rows

const cases = await casesOfIntervalScores()
/** Continuous numbers, and few of them, which round. */
const STEPS = [undefined, 0.7]

describe.each(cases)('%s', (_, options) => {
  const fit = (alpha: number, rows: Rows) => conformalIntervals({ ...options, alpha }).fit(rows)

  test('a state that survives JSON gives the same intervals', () => {
    const rows = simulatedRows(key(1), 200)
    const fitted = fit(0.1, rows)
    const state: ConformalIntervalsState = JSON.parse(JSON.stringify(fitted.state))
    const revived = conformalFromState(state)
    expect(revived.state).toEqual(fitted.state)
    expect(revived.intervals(rows)).toEqual(fitted.intervals(rows))
  })

  test('the order of the rows does not matter, and neither do the other rows', () => {
    const rows = simulatedRows(key(2), 200)
    const order = permutation(key(3), 200)
    const shuffled = takeExamples(rows, order)
    const fitted = fit(0.1, rows)
    expect(fit(0.1, shuffled).state).toEqual(fitted.state)
    const { low, high } = fitted.intervals(rows)
    const moved = fitted.intervals(shuffled)
    for (const [i, row] of order.entries()) expect([moved.low[i], moved.high[i]]).toEqual([low[row], high[row]])
    expect(fitted.intervals(rowsBetween(rows, 50, 60))).toEqual({ low: low.slice(50, 60), high: high.slice(50, 60) })
  })

  test('intervals of a larger alpha lie in those of a smaller one, and none is turned round', () => {
    for (const step of STEPS) {
      const [rows, others] = [simulatedRows(key(4), 400, step), simulatedRows(key(5), 100, step)]
      const [widest, ...rest] = [0.05, 0.1, 0.3, 0.6, 0.95].map((alpha) => fit(alpha, rows).intervals(others))
      let wider = widest!
      for (const each of rest) {
        for (let i = 0; i < 100; i++) {
          expect(each.low[i]!).toBeGreaterThanOrEqual(wider.low[i]!)
          expect(each.high[i]!).toBeLessThanOrEqual(wider.high[i]!)
          expect(each.low[i]!).toBeLessThanOrEqual(each.high[i]!)
        }
        wider = each
      }
    }
  })

  test('every calibration row up to the threshold is inside, to the last bit', () => {
    for (const step of STEPS) {
      const rows = simulatedRows(key(6), 999, step)
      const { low, high } = fit(0.1, rows).intervals(rows)
      const inside = rows.targets.filter((target, i) => low[i]! <= target && target <= high[i]!).length
      expect(inside).toBeGreaterThanOrEqual(900)
      if (!step) expect(inside).toBe(900)
    }
  })
})

describe('coverage, by simulation', () => {
  const data = new Map(STEPS.map((step) => [step, simulatedRows(key(7), ROWS_OF_ALL_SPLITS, step)]))

  const coverageOf = (options: ConformalIntervalsOptions, step?: number): number => {
    const rows = data.get(step)!
    return simulatedCoverage((from, middle, to) => {
      const others = rowsBetween(rows, middle, to)
      const { low, high } = conformalIntervals(options)
        .fit(rowsBetween(rows, from, middle))
        .intervals(others)
      return others.targets.reduce((sum, target, i) => sum + (low[i]! <= target && target <= high[i]! ? 1 : 0), 0)
    })
  }

  test.each(cases)('%s', (_, options) => {
    expect(Math.abs(coverageOf({ ...options, alpha: ALPHA }) - MEAN)).toBeLessThan(TOLERANCE)
    // Rows that tie are covered together.
    expect(coverageOf({ ...options, alpha: ALPHA }, 0.7)).toBeGreaterThan(MEAN + TOLERANCE)
  })
})
