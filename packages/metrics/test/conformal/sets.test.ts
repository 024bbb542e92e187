import { key, permutation } from '@thinned/rng'
import { describe, expect, test } from 'vitest'
import { takeExamples } from '../../src/batches/take-examples.ts'
import { conformalFromState } from '../../src/conformal/conformal-from-state.ts'
import type { ClassSets } from '../../src/conformal/sets/class-sets.ts'
import { type ConformalSetsOptions, conformalSets } from '../../src/conformal/sets/conformal-sets.ts'
import type { ConformalSetsState } from '../../src/conformal/sets/fitted-sets.ts'
import { ALPHA, MEAN, ROWS_OF_ALL_SPLITS, simulatedCoverage, TOLERANCE } from './coverage.ts'
import { casesOfSetScores } from './score-cases.ts'
import { rowsBetween, type SimulatedRows, simulatedRows } from './simulated.ts'

const cases = await casesOfSetScores()
const ALPHAS = [0.05, 0.1, 0.3, 0.6]
/** Continuous probabilities, and few of them, so that most rows tie. */
const LEVELS = [undefined, 8]
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
        const state: ConformalSetsState = JSON.parse(JSON.stringify(fitted.state))
        const revived = conformalFromState(state)
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

describe('coverage, by simulation', () => {
  const data = new Map(LEVELS.map((levels) => [levels, simulatedRows(key(8), ROWS_OF_ALL_SPLITS, levels)]))

  const coverageOf = (options: ConformalSetsOptions, levels?: number): number => {
    const rows = data.get(levels)!
    return simulatedCoverage((from, middle, to) => {
      const others = rowsBetween(rows, middle, to)
      const { mask, classes } = conformalSets(options)
        .fit(rowsBetween(rows, from, middle))
        .sets(others)
      return others.labels.reduce((sum, label, row) => sum + mask[row * classes + label]!, 0)
    })
  }

  test.each(cases)('%s', (_, options) => {
    const asked = { ...options, alpha: ALPHA, emptySets: 'keep' } as const
    const coverage = coverageOf(asked)
    expect(coverage).toBeGreaterThan(MEAN - TOLERANCE)
    // Without draws, the score of the least probable class is 1 in every row.
    if (options.key || !options.score?.includes('aps')) expect(coverage).toBeLessThan(MEAN + TOLERANCE)

    // Rows that tie are covered together; draws part them.
    const tied = coverageOf(asked, 8)
    expect(tied).toBeGreaterThan(options.key ? MEAN - TOLERANCE : MEAN + TOLERANCE)
    if (options.key) expect(tied).toBeLessThan(MEAN + TOLERANCE)
  })
})
