import { expect, test } from 'vitest'
import { float32OfRank, rankOf, sweep } from '../../test/sweep.ts'
import { sigmoid as inFloat64 } from '../float64/sigmoid-tanh.ts'
import { sigmoid } from './sigmoid.ts'

const SMALLEST = 2 ** -149
const MAX = 3.4028234663852886e38

test('is within 1.9 ulp of the float64 sequence and never falls, in every binade', () => {
  for (const [low, high, stride] of [
    [-MAX, MAX, 19_997],
    [-104, -0.25, 997],
    [-0.505, -0.495, 1],
    [-1e-4, 1e-4, 9_973],
  ] as const) {
    const { patterns, ulp, falls } = sweep(sigmoid, inFloat64, [low, high], stride)
    expect({ falls, small: ulp <= 1.9 }, `${ulp} ulp of ${patterns} from ${low}`).toEqual({ falls: 0, small: true })
  }
})

test('stays in [0, 1]', () => {
  for (let rank = rankOf(-MAX); rank < rankOf(MAX); rank += 99_991) {
    const y = sigmoid(float32OfRank(rank))
    expect(y >= 0 && y <= 1).toBe(true)
  }
})

test('the ends', () => {
  expect([sigmoid(0), sigmoid(-0), sigmoid(SMALLEST), sigmoid(-SMALLEST)]).toEqual([0.5, 0.5, 0.5, 0.5])
  expect([sigmoid(Infinity), sigmoid(-Infinity), sigmoid(MAX), sigmoid(-MAX)]).toEqual([1, 0, 1, 0])
  expect([sigmoid(-103.97207641601562), sigmoid(-103.97208404541016)]).toEqual([SMALLEST, 0])
  expect(sigmoid(Number.NaN)).toBeNaN()
})

test('takes its argument as float32', () => {
  expect(sigmoid(2 + 2 ** -40)).toBe(sigmoid(2))
  expect(sigmoid(-1e300)).toBe(0)
})
