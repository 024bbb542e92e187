import { expect, test } from 'vitest'
import { float32OfRank, rankOf, sweep } from '../../test/sweep.ts'
import { tanh as inFloat64 } from '../float64/sigmoid-tanh.ts'
import { tanh } from './tanh.ts'

const SMALLEST = 2 ** -149
const MAX = 3.4028234663852886e38

test('is within 1.5 ulp of the float64 sequence and never falls, in every binade', () => {
  for (const [low, high, stride] of [
    [-MAX, MAX, 19_997],
    [2 ** -12, 10, 997],
    [0.54, 0.56, 1],
    [8.9, 9.1, 7],
  ] as const) {
    const { patterns, ulp, falls } = sweep(tanh, inFloat64, [low, high], stride)
    expect({ falls, small: ulp <= 1.5 }, `${ulp} ulp of ${patterns} from ${low}`).toEqual({ falls: 0, small: true })
  }
})

test('is odd, bit for bit', () => {
  for (let rank = 0; rank < rankOf(MAX); rank += 99_991) {
    expect(tanh(-float32OfRank(rank))).toBe(-tanh(float32OfRank(rank)))
  }
})

test('the ends', () => {
  expect([tanh(0), tanh(-0), tanh(SMALLEST), tanh(-SMALLEST)]).toEqual([0, -0, SMALLEST, -SMALLEST])
  expect([tanh(Infinity), tanh(-Infinity), tanh(MAX), tanh(-45), tanh(9.02)]).toEqual([1, -1, 1, -1, 1])
  expect(tanh(Number.NaN)).toBeNaN()
})

test('takes its argument as float32', () => {
  expect(tanh(0.25 + 2 ** -40)).toBe(tanh(0.25))
  expect(tanh(-1e300)).toBe(-1)
})
