import { describe, expect, test } from 'vitest'
import fixture from '../../fixtures/conformal.json' with { type: 'json' }
import { conformalRank, rowsNeeded } from '../../src/conformal/calibration-quantile.ts'
import { conformalIntervals } from '../../src/conformal/intervals/conformal-intervals.ts'
import { type IntervalScoreName, intervalScoreNames } from '../../src/conformal/intervals/fitted-intervals.ts'
import { conformalSets } from '../../src/conformal/sets/conformal-sets.ts'
import { SET_SCORES, type SetScoreName, setScoreNames } from '../../src/conformal/sets/fitted-sets.ts'
import { MetricsError } from '../../src/metrics-error.ts'

interface Rows {
  readonly p: number[][]
  readonly labels: number[]
  readonly uncertainty: number[]
}
const batchOf = ({ p, labels, uncertainty }: Rows) => ({
  probabilities: p.flat(),
  classes: p[0]!.length,
  labels,
  uncertainty,
})

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length)
  for (const [i, value] of expected.entries())
    expect(Math.abs(actual[i]! - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)))
}

test('ranks are those of exact fractions, and so are the fewest rows', () => {
  for (const [alpha, n, rank] of fixture.ranks) expect(conformalRank(alpha!, n!), `${alpha} ${n}`).toBe(rank)
  for (const [alpha, rows] of fixture.needed) expect(rowsNeeded(alpha!), `${alpha}`).toBe(rows)
})

describe.each(Object.entries(fixture.scores))(
  'scores of rows with draws: %s',
  (_, { p, draws, uncertainty, settings, scores }) => {
    test.each(setScoreNames)('%s', (name) => {
      const found = new Float64Array(p[0]!.length)
      for (const [i, row] of p.entries()) {
        const one = { probabilities: Float64Array.from(row), draw: draws[i]!, uncertainty: uncertainty[i]! }
        SET_SCORES[name].fill(one, { penalty: 0, floor: 0, ...settings[name] }, found)
        expectClose(found, scores[name][i]!)
      }
    })
  },
)

test.each(fixture.sets.cases)(
  'sets of $score, alpha $alpha, per class $perClass',
  ({ expected, settings, score, ...asked }) => {
    const { fitted, new: others } = fixture.sets
    const sets = conformalSets({ ...asked, ...settings, score: score as SetScoreName, emptySets: 'keep' })
    if (expected === null) {
      expect(() => sets.fit(batchOf(fitted))).toThrow(MetricsError)
      return
    }
    const found = sets.fit(batchOf(fitted))
    expectClose(found.state.thresholds, expected.thresholds)
    expect([...found.sets(batchOf(others)).mask]).toEqual(expected.mask.flat())
  },
)

test.each(fixture.intervals.cases)(
  'intervals of $score, alpha $alpha',
  ({ settings, score, alpha, threshold, low, high }) => {
    const fitted = conformalIntervals({ alpha, ...settings, score: score as IntervalScoreName }).fit(
      fixture.intervals.fitted,
    )
    expectClose([fitted.state.threshold], [threshold])
    const found = fitted.intervals(fixture.intervals.new)
    expectClose(found.low, low)
    expectClose(found.high, high)
  },
)

test('every score is compared', () => {
  expect(new Set(fixture.sets.cases.map(({ score }) => score))).toEqual(new Set(setScoreNames))
  expect(new Set(fixture.intervals.cases.map(({ score }) => score))).toEqual(new Set(intervalScoreNames))
})
