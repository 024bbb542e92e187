import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DataError } from '../data-error.ts'
import { type Column, columnOf, type Table } from '../table/table.ts'
import { meanOf, moments } from './moments.ts'
import { preprocess, preprocessFromState } from './preprocess.ts'
import { standardizeArrays } from './standardize-arrays.ts'
import { impute } from './steps/impute.ts'
import { minMax } from './steps/min-max.ts'
import { standardize } from './steps/standardize.ts'

const table = (...values: number[]): Table => ({
  name: 'table',
  rows: values.length,
  columns: [{ kind: 'number', name: 'x', values: Float64Array.from(values) }],
})
const cells = (made: Table): number[] => [...(columnOf(made, 'x') as Extract<Column, { kind: 'number' }>).values]
const scaled = (step: ReturnType<typeof minMax>, train: number[], input: number[]) =>
  cells(
    preprocess({ numbers: [step] })
      .fit(table(...train))
      .apply(table(...input)),
  )

test('a column that is constant but for rounding is constant, and small numbers that differ are not', () => {
  for (const step of [standardize(), minMax()]) {
    expect(scaled(step, [0.1 + 0.2, 0.3, 0.3], [0.31])[0]).toBeCloseTo(0.01, 12)
    expect(scaled(step, [1e300 * (0.1 + 0.2), 1e300 * 0.3], [1e300 * 0.3])[0]).toBeLessThan(1e285)
    const [low, middle, high] = scaled(step, [1e-8, 2e-8, 3e-8], [1e-8, 2e-8, 3e-8]) as [number, number, number]
    expect([middle - low, high - middle]).toEqual([
      expect.closeTo((high - low) / 2, 12),
      expect.closeTo((high - low) / 2, 12),
    ])
    expect(high - low).toBeGreaterThan(0.9)
    // Milliseconds of the clock, one apart.
    expect(scaled(step, [1.7e12, 1.7e12 + 1], [1.7e12])[0]).toBe(
      step.fit(table(1, 2).columns[0]!).step === 'minMax' ? 0 : -1,
    )
  }
  const third = Math.fround(1 / 3)
  const arrays = (...data: number[]) => ({
    name: 'rounded',
    inputs: { data: Float32Array.from(data), shape: [data.length, 1] },
    targets: { data: new Float32Array(data.length), shape: [data.length, 1] },
  })
  expect(standardizeArrays().fit(arrays(third, third * (1 + 2 ** -22), third)).state.scales).toEqual([1])
  expect(standardizeArrays().fit(arrays(1e-30, 2e-30)).state.scales[0]).toBeCloseTo(5e-31, 36)
})

test('squares and sums that overflow or underflow do not matter', () => {
  expect(scaled(standardize(), [1e200, 1, 2], [1, 1e200])).toEqual([
    expect.closeTo(-Math.SQRT1_2, 12),
    expect.closeTo(Math.SQRT2, 12),
  ])
  expect(scaled(standardize(), [1e-200, 3e-200], [1e-200, 3e-200])).toEqual([-1, 1])
  for (const how of ['mean', 'median'] as const)
    expect(
      cells(
        preprocess({ numbers: [impute(how)] })
          .fit(table(1.7e308, 1.7e308))
          .apply(table(Number.NaN)),
      ),
    ).toEqual([1.7e308])
})

/** Random numbers of one magnitude, or of all. */
const columns = fc
  .tuple(
    fc.constantFrom(-310, -200, -20, 0, 20, 200, 307),
    fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 1, maxLength: 6 }),
  )
  .map(([exponent, values]) => values.map((value) => value * Number(`1e${exponent}`)))
const anyColumn = fc.oneof(
  columns,
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 6 }),
)

test('what was learned is finite and survives JSON, or the column is refused', () => {
  let refused = 0
  fc.assert(
    fc.property(
      anyColumn,
      fc.constantFrom(standardize(), minMax(), impute('mean'), impute('median')),
      (values, step) => {
        try {
          const fitted = preprocess({ numbers: [step] }).fit(table(...values))
          const revived = preprocessFromState(JSON.parse(JSON.stringify(fitted.state)))
          const made = fitted.apply(table(...values))
          expect(cells(made).every(Number.isFinite)).toBe(true)
          expect(revived.apply(table(...values))).toEqual(made)
        } catch (error) {
          expect(error).toBeInstanceOf(DataError)
          expect((error as Error).message).toContain('whose difference no float64 can hold')
          refused++
        }
      },
    ),
    { seed: 6, numRuns: 1500 },
  )
  expect(refused).toBeGreaterThan(1)
})

test('moments scale with the unit: a power of two of the values is one of the mean and the deviation', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(2 ** -1000, 2 ** -600, 2 ** -300, 2 ** 300, 2 ** 600, 2 ** 1000),
      (values, unit) => {
        const plain = moments(Float64Array.from(values), 'x')
        const inUnit = moments(
          Float64Array.from(values, (value) => value * unit),
          'x',
        )
        expect(inUnit.mean).toBe(plain.mean * unit)
        expect(inUnit.deviation / unit).toBeCloseTo(plain.deviation, 9)
        expect(meanOf(Float64Array.from(values, (value) => value * unit))).toBe(
          meanOf(Float64Array.from(values)) * unit,
        )
      },
    ),
    { seed: 7, numRuns: 500 },
  )
})
