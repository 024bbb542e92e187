/**
 * Statistical tests of the generator, with fixed keys. All together raise a false alarm for one choice of keys in a
 * million or fewer: a test raises an alarm below FALSE_ALARMS / TESTS (Bonferroni, whatever the dependence between
 * tests). The chance is over the keys; these were chosen once, so the outcome does not change from run to run.
 *
 * The chance is computed from the normal and the chi-square distribution, which the counts approach. That is close
 * enough so far out because every cell expects 80 or more.
 */
import { describe, expect, test } from 'vitest'
import { fillMask, foldIn, integers, key, maskDraw, bits as realBits, uniform } from '../src/index.ts'
import { BATTERY, sequence } from './battery.ts'
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

  test('there are no more tests than the level is computed for', () => {
    expect(tests).toBeLessThanOrEqual(TESTS)
  })
})

describe('the tests themselves', () => {
  test.each(PLANTED_FAULTS)('see a planted fault: $fault', ({ source, seenBy }) => {
    expect(alarms(BATTERY[seenBy]!(source)).length).toBeGreaterThan(0)
  })
})
