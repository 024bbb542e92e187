import { foldIn, key, permutation } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import { takeExamples } from '../../src/batches/take-examples.ts'
import { conformalFromState } from '../../src/conformal/conformal-from-state.ts'
import { conformalSets } from '../../src/conformal/conformal-sets.ts'
import type { ClassSets } from '../../src/conformal/sets.ts'
import { casesOfSetScores } from './set-score-cases.ts'
import { rowsBetween, type SimulatedRows, simulatedRows } from './simulated.ts'

const cases = await casesOfSetScores()
const ALPHAS = [0.05, 0.1, 0.3, 0.6]
/** Continuous probabilities, and few of them, so that most rows tie. */
const LEVELS = [undefined, 4]
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)
const rowOf = ({ mask, classes }: ClassSets, row: number): number[] => [
  ...mask.subarray(row * classes, (row + 1) * classes),
]

describe.each(cases)('%s', (_, options) => {
  describe.each([{}, { perClass: true }, { emptySets: 'keep' }, { emptySets: 'keep', perClass: true }] as const)(
    '%o',
    (more) => {
      const fit = (alpha: number, rows: SimulatedRows) => conformalSets({ ...options, ...more, alpha }).fit(rows)

      test('a state that survives JSON gives the same sets', () => {
        const rows = simulatedRows(key(1), 300)
        const fitted = fit(0.1, rows)
        const revived = conformalFromState(JSON.parse(JSON.stringify(fitted.state)))
        expect(revived.state).toEqual(fitted.state)
        expect(revived.sets(rows)).toEqual(fitted.sets(rows))
      })

      test('the order of the rows does not matter, and neither do the other rows', () => {
        for (const levels of LEVELS) {
          const rows = simulatedRows(key(2), 300, levels)
          const order = permutation(key(3), 300)
          const shuffled = takeExamples(rows, order)
          const [fitted, again] = [fit(0.1, rows), fit(0.1, shuffled)]
          expect(again.state).toEqual(fitted.state)
          const [sets, moved] = [fitted.sets(rows), fitted.sets(shuffled)]
          for (const [i, row] of order.entries()) expect(rowOf(moved, i)).toEqual(rowOf(sets, row))
          const tail = fitted.sets({ ...rowsBetween(rows, 250, 300), row: 250 })
          expect(tail.mask).toEqual(sets.mask.subarray(250 * sets.classes))
        }
      })

      test('sets of a larger alpha lie in those of a smaller one', () => {
        for (const levels of LEVELS) {
          const [rows, others] = [simulatedRows(key(4), 400, levels), simulatedRows(key(5), 200, levels)]
          const [widest, ...rest] = ALPHAS.map((alpha) => fit(alpha, rows).sets(others).mask)
          let wider = widest!
          for (const mask of rest) {
            // The class that fills an empty set need not lie in a set of thresholds that differ by class.
            if (!('perClass' in more) || 'emptySets' in more)
              expect(mask.every((isIn, i) => isIn <= wider[i]!)).toBe(true)
            wider = mask
          }
        }
      })

      test('sizes count the mask; sets are empty only where asked for', () => {
        const [rows, others] = [simulatedRows(key(6), 100), simulatedRows(key(7), 200)]
        const sets = fit(0.6, rows).sets(others)
        expect([...sets.sizes]).toEqual(
          range(0, 200).map((row) => rowOf(sets, row).reduce((sum, isIn) => sum + isIn, 0)),
        )
        if (!('emptySets' in more)) expect(Math.min(...sets.sizes)).toBeGreaterThan(0)
      })
    },
  )
})

// Of splits into n rows for the calibration and m others, the share of covered rows is that of m draws from Beta(k, n + 1 − k) where no scores tie. So
// the mean over 2,000 splits is normal with a known spread, and it is off by Z of them once in a million tests: false alarms of each test, 1e-6.
const [SPLITS, N, M, ALPHA, Z] = [2000, 39, 20, 0.1, 4.9]
const RANK = 36
const MEAN = RANK / (N + 1)
const BETA = (MEAN * (1 - MEAN)) / (N + 2)
const SPREAD = Math.sqrt((BETA + (MEAN * (1 - MEAN) - BETA) / M) / SPLITS)

describe('coverage, by simulation', () => {
  const data = new Map(
    LEVELS.map((levels) => [levels, simulatedRows(foldIn(key(8), 'rows'), SPLITS * (N + M), levels)]),
  )

  function coverageOf(options: Parameters<typeof conformalSets>[0], levels: number | undefined): number {
    const rows = data.get(levels)!
    let covered = 0
    for (let split = 0; split < SPLITS; split++) {
      const from = split * (N + M)
      const fitted = conformalSets(options).fit(rowsBetween(rows, from, from + N))
      const others = rowsBetween(rows, from + N, from + N + M)
      const { mask, classes } = fitted.sets(others)
      for (const [row, label] of others.labels.entries()) covered += mask[row * classes + label]!
    }
    return covered / (SPLITS * M)
  }

  test.each(cases)('%s', (_, options) => {
    const exact = coverageOf({ ...options, alpha: ALPHA, emptySets: 'keep' }, undefined)
    expect(Math.abs(exact - MEAN) / SPREAD).toBeLessThan(Z)
    // Ties are covered together; draws part them.
    const tied = coverageOf({ ...options, alpha: ALPHA, emptySets: 'keep' }, 4)
    expect((tied - MEAN) / SPREAD).toBeGreaterThan(-Z)
    if (options.key) expect((tied - MEAN) / SPREAD).toBeLessThan(Z)
    else expect(tied).toBeGreaterThan(MEAN + 0.01)
  })
})
