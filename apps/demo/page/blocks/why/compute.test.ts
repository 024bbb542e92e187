import { expect, test } from 'vitest'
import { CHOSEN_MASKS, CONVENTIONS, chosen, KEEPS, overKeep } from './compute.ts'

const setting = { seed: 1, after: 'nothing' } as const
const curves = overKeep(setting)
const full = curves.at(-1)!.divide.predicted

test('dividing by keep: training has the mean of prediction at every keep, and of the full network', () => {
  for (const { divide } of curves) {
    expect(divide.predicted).toBe(full)
    expect(divide.expected!.mean).toBeCloseTo(full, 6)
    expect(Math.abs(divide.mean - full)).toBeLessThan(2.5 * divide.margin + 1e-6)
  }
})

test('multiplying by keep at prediction: both are keep times the full network’s', () => {
  for (const { keep, multiply } of curves) {
    expect(multiply.predicted).toBeCloseTo(keep * full, 5)
    expect(multiply.expected!.mean).toBeCloseTo(keep * full, 5)
  }
})

test('multiplying by the drop probability is right at keep 0.5 alone', () => {
  for (const { keep, multiply, mistake } of curves) {
    expect(mistake.mean).toBe(multiply.mean)
    expect(mistake.predicted).toBeCloseTo((1 - keep) * full, 5)
    if (keep !== 0.5) expect(Math.abs(mistake.predicted - mistake.expected!.mean)).toBeGreaterThan(0.09 * full)
  }
  expect(curves[KEEPS.indexOf(0.5)]!.mistake.predicted).toBe(curves[KEEPS.indexOf(0.5)]!.multiply.predicted)
})

test('the variance is (1 − keep) / keep times a sum of squares', () => {
  const squares = curves.slice(0, -1).map(({ keep, divide }) => (divide.expected!.deviation ** 2 * keep) / (1 - keep))
  for (const square of squares) expect(square / squares[0]!).toBeCloseTo(1, 4)
  for (const { keep, divide, multiply } of curves) expect(multiply.deviation).toBeCloseTo(keep * divide.deviation, 4)
})

test('the distribution at a keep is as wide as expected; behind tanh the mean is not kept', () => {
  const { divide } = chosen(setting, 0.5)
  expect(divide.values.length).toBe(CHOSEN_MASKS)
  expect(divide.spread.deviation / divide.spread.expected!.deviation).toBeCloseTo(1, 1)
  const { spread } = chosen({ seed: 1, after: 'tanh' }, 0.5).divide
  expect(spread.expected).toBeUndefined()
  expect(spread.predicted - spread.mean).toBeGreaterThan(5 * spread.margin)
  const [low, high] = spread.middle
  const within = chosen({ seed: 1, after: 'tanh' }, 0.5).divide.values.filter((value) => value >= low && value <= high)
  expect(within.length / CHOSEN_MASKS).toBeGreaterThanOrEqual(0.68)
  expect(high).toBeLessThanOrEqual(1)
})

test('at keep 1 nothing is dropped: no spread, and all that the mistake leaves is 0', () => {
  const end = curves.at(-1)!
  for (const convention of CONVENTIONS) expect(end[convention].deviation).toBe(0)
  expect([end.multiply.predicted, end.mistake.predicted]).toEqual([full, 0])
})
