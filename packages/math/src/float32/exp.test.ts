import { expect, test } from 'vitest'
import { sweep } from '../../test/sweep.ts'
import { exp as inFloat64 } from '../float64/exp.ts'
import { exp } from './exp.ts'

const SMALLEST = 2 ** -149
const MAX = 3.4028234663852886e38

test('is within 0.91 ulp of the float64 sequence and never falls, in every binade', () => {
  for (const range of [
    [-MAX, MAX],
    [-104, -80],
    [80, 89],
    [0.3, 0.4],
  ] as const) {
    const { patterns, ulp, falls } = sweep(exp, inFloat64, range, 9_973)
    expect({ falls, small: ulp <= 0.91 }, `${ulp} ulp of ${patterns} from ${range[0]}`).toEqual({
      falls: 0,
      small: true,
    })
  }
})

test('never falls where k changes', () => {
  for (let k = -149; k <= 128; k++) {
    const joint = Math.fround((k - 0.5) * Math.LN2)
    const { falls, ulp } = sweep(exp, inFloat64, [joint - 2e-5, joint + 2e-5], 1)
    expect({ falls, small: ulp <= 0.91 }, `k = ${k}: ${ulp} ulp`).toEqual({ falls: 0, small: true })
  }
})

test('the ends', () => {
  expect([exp(0), exp(-0), exp(SMALLEST), exp(-SMALLEST)]).toEqual([1, 1, 1, 1])
  expect([exp(Infinity), exp(MAX), exp(89)]).toEqual([Infinity, Infinity, Infinity])
  expect([exp(-Infinity), exp(-MAX), exp(-104)]).toEqual([0, 0, 0])
  expect(exp(Number.NaN)).toBeNaN()
  // The last finite result and the smallest one, each beside the neighbor that has none.
  expect([exp(88.72283172607422), exp(88.72283935546875)]).toEqual([Math.fround(Math.exp(88.72283172607422)), Infinity])
  expect([exp(-103.97207641601562), exp(-103.97208404541016)]).toEqual([SMALLEST, 0])
})

test('takes its argument as float32', () => {
  expect(exp(1 + 2 ** -40)).toBe(exp(1))
  expect(exp(1e300)).toBe(Infinity)
})
