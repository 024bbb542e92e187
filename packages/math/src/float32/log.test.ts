import { expect, test } from 'vitest'
import { sweep } from '../../test/sweep.ts'
import { log as inFloat64 } from '../float64/log.ts'
import { log } from './log.ts'

const SMALLEST = 2 ** -149
const MAX = 3.4028234663852886e38

test('is within 0.85 ulp of the float64 sequence and never falls, in every binade', () => {
  for (const range of [
    [SMALLEST, MAX],
    [2 ** -127, 2 ** -125],
    [0.5, 2],
    [0.999, 1.001],
  ] as const) {
    const { patterns, ulp, falls } = sweep(log, inFloat64, range, range[0] === SMALLEST ? 4_999 : 997)
    expect({ falls, small: ulp <= 0.85 }, `${ulp} ulp of ${patterns} from ${range[0]}`).toEqual({
      falls: 0,
      small: true,
    })
  }
})

test('never falls where e changes', () => {
  for (let e = -149; e < 128; e++) {
    const joint = Math.fround(Math.SQRT1_2) * 2 ** e
    const { falls, ulp } = sweep(log, inFloat64, [joint * (1 - 2e-5), joint * (1 + 2e-5)], 1)
    expect({ falls, small: ulp <= 0.85 }, `e = ${e}: ${ulp} ulp`).toEqual({ falls: 0, small: true })
  }
})

test('the ends', () => {
  expect(log(1)).toBe(0)
  expect([log(0), log(-0), log(Infinity)]).toEqual([-Infinity, -Infinity, Infinity])
  for (const x of [-SMALLEST, -1, -Infinity, Number.NaN]) expect(log(x)).toBeNaN()
  expect([log(SMALLEST), log(MAX)]).toEqual([-149 * Math.LN2, 128 * Math.LN2].map(Math.fround))
})

test('takes its argument as float32', () => {
  expect(log(2 + 2 ** -40)).toBe(log(2))
  expect(log(2 ** -160)).toBe(-Infinity)
})
