import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gini } from './contributions.ts'

test('by hand', () => {
  expect(gini([2, 2, 2])).toBe(0)
  expect(gini([0, 0, 0, 5])).toBe(0.75)
  expect(gini([1, 3])).toBe(0.25)
  expect(gini([-1, 0])).toBeNull()
  expect(gini([-4, 1, 3])).toBe(gini([0, 1, 3]))
})

test('in [0, 1), the same in any order and at any scale, and less after what is taken from above is given below', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 20 })
  fc.assert(
    fc.property(amounts, (list) => {
      fc.pre(list.some((amount) => amount > 0))
      const value = gini(list)!
      expect(value).toBeGreaterThanOrEqual(0)
      expect(value).toBeLessThan(1)
      expect(gini([...list].reverse())).toBe(value)
      expect(gini(list.map((amount) => 3 * amount))).toBeCloseTo(value, 12)
      const [low, high] = [Math.min(...list), Math.max(...list)]
      if (high - low < 2) return
      const leveled = [...list]
      leveled[list.indexOf(high)]!--
      leveled[list.indexOf(low)]!++
      expect(gini(leveled)!).toBeLessThan(value)
    }),
  )
})
