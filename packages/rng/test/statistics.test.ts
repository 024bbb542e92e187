/**
 * Statistical tests of the generator, with fixed keys. All together raise a false alarm for one choice of keys in a
 * million or fewer: a test raises an alarm below FALSE_ALARMS / TESTS (Bonferroni, whatever the dependence between
 * tests). The chance is over the keys; these were chosen once, so the outcome does not change from run to run.
 *
 * The chance is computed from the normal and the chi-square distribution, which the counts only approach: so far out,
 * with cells that expect 64, a chi-square test may raise a false alarm half as often again. Some 100 of the tests have
 * cells that small, and the part of TESTS that is not used covers them.
 */
import { describe, expect, test } from 'vitest'
import { normalQuantile } from '../src/draws/normal-quantile.ts'
import { fillMask, foldIn, integers, key, maskDraw, normal, bits as realBits, uniform } from '../src/index.ts'
import { BATTERY, sequence } from './battery.ts'
import { normalP } from './p-values.ts'
import { PLANTED_FAULTS } from './planted-faults.ts'
import { chiSquareOfCounts, type Finding, type Source } from './randomness.ts'

const FALSE_ALARMS = 1e-6
/** At least as many as there are; the last test counts them. */
const TESTS = 2000

const REAL: Source = { bits: realBits, fillMask }

let tests = 0

/** What would happen by chance too rarely. */
function alarms(findings: Finding[]): Finding[] {
  return findings.filter(({ p }) => !(p >= FALSE_ALARMS / TESTS))
}

/** How many of the rising borders lie at or below a value. */
function binOf(value: number, borders: number[]): number {
  let [low, high] = [0, borders.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (borders[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}

function expectNoAlarm(findings: Finding[]): void {
  tests += findings.length
  expect(alarms(findings)).toEqual([])
}

describe('the generator', () => {
  test.each(Object.entries(BATTERY))('%s', (_, findingsOf) => {
    expectNoAlarm(findingsOf(REAL))
  })

  test('the 32-bit draws behind a mask', () => {
    const draws = (keyAndPlace: (n: number) => number) =>
      Uint32Array.from({ length: 1 << 15 }, (_, n) => keyAndPlace(n))
    const k = key('draws')
    expectNoAlarm([
      ...sequence(draws((n) => maskDraw(k, 7, n))),
      ...sequence(draws((n) => maskDraw(k, n, 7))),
      ...sequence(draws((n) => maskDraw(foldIn(k, n), 7, 7))),
    ])
  })

  test('uniform numbers and integers', () => {
    const LENGTH = 1 << 20
    const countsOf = (bins: number, values: ArrayLike<number>) => {
      const counts = new Uint32Array(bins)
      for (let i = 0; i < values.length; i++) counts[Math.floor(values[i]!)]!++
      return chiSquareOfCounts(counts)
    }
    expectNoAlarm([
      {
        name: 'uniform',
        p: countsOf(
          4096,
          uniform(key('uniform'), LENGTH).map((u) => u * 4096),
        ),
      },
      { name: 'integers', p: countsOf(1000, integers(key('integers'), LENGTH, { high: 1000 })) },
    ])
  })

  test('normal numbers', () => {
    const LENGTH = 1 << 20
    const BINS = 256
    const z = normal(key('normal'), LENGTH)
    const borders = Array.from({ length: BINS - 1 }, (_, bin) => normalQuantile(((bin + 1) / BINS) * 2 ** 32 - 0.5))
    const counts = new Uint32Array(BINS)
    const moments = [0, 0, 0, 0]
    let products = 0
    for (let i = 0; i < LENGTH; i++) {
      counts[binOf(z[i]!, borders)]!++
      for (let power = 0; power < 4; power++) moments[power]! += z[i]! ** (power + 1)
      products += z[i]! * z[(i + 1) % LENGTH]!
    }
    // Hermite polynomials of a normal number have mean 0, variance 1, 2, 6 and 24, and do not correlate.
    const [sum, squares, cubes, fourths] = moments as [number, number, number, number]
    const hermite = [sum, squares - LENGTH, cubes - 3 * sum, fourths - 6 * squares + 3 * LENGTH]
    expectNoAlarm([
      { name: 'normal: values', p: chiSquareOfCounts(counts) },
      { name: 'normal: lag 1', p: normalP(products / Math.sqrt(LENGTH)) },
      ...hermite.map((value, n) => ({
        name: `normal: moment ${n + 1}`,
        p: normalP(value / Math.sqrt(LENGTH * [1, 2, 6, 24][n]!)),
      })),
    ])
  })

  test('there are no more tests than the level is computed for', () => {
    expect(tests).toBeLessThanOrEqual(TESTS)
  })
})

describe('the tests themselves', () => {
  test.each(PLANTED_FAULTS)('see a planted fault: $fault', ({ source, seenBy }) => {
    expect(alarms(BATTERY[seenBy]!(source)).length).toBeGreaterThan(0)
  })
})
