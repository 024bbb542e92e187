import { expect, test } from 'vitest'
import { discordantPairs } from './discordant-pairs.ts'
import { mcnemar } from './mcnemar.ts'

const counts = (onlyFirstRight: number, onlySecondRight: number) => ({ onlyFirstRight, onlySecondRight })

test('by hand: of four examples all on one side, and the direction does not matter', () => {
  expect(mcnemar(counts(4, 0))).toEqual({ ...counts(4, 0), method: 'exact', pValue: 2 / 16 })
  expect(mcnemar(counts(0, 4)).pValue).toBe(2 / 16)
  expect(mcnemar(counts(0, 4), { method: 'midP' }).pValue).toBe(1 / 16)
  expect(mcnemar(counts(3, 3)).pValue).toBe(1)
  expect(mcnemar(counts(3, 3), { method: 'midP' }).pValue).toBe(1)
  expect(mcnemar(counts(3, 2), { method: 'chiSquareContinuity' }).pValue).toBe(1)
})

test('the farthest tails underflow to 0 and nothing overflows', () => {
  expect(mcnemar(counts(1074, 0)).pValue).toBe(2 ** -1073)
  expect(mcnemar(counts(3000, 0)).pValue).toBe(0)
  expect(mcnemar(counts(1e6, 1e6)).pValue).toBe(1)
})

test('from predictions to counts', () => {
  const labels = [0, 0, 0, 1, 1, 1]
  expect(discordantPairs([0, 0, 1, 1, 2, 0], [0, 1, 0, 0, 1, 1], labels)).toEqual(counts(2, 3))
  expect(() => discordantPairs([0], [0, 1], [0, 1])).toThrow(
    '1 and 2 predictions were given for 2 labels; there is one of each model for each.',
  )
  expect(() => discordantPairs([], [], [])).toThrow('discordantPairs has seen no examples')
})

test('bad input is refused with a sentence', () => {
  expect(() => mcnemar(counts(-1, 2))).toThrow(
    'mcnemar was given onlyFirstRight -1; it is a number of examples, an integer from 0, as discordantPairs counts them.',
  )
  expect(() => mcnemar(counts(1, 0.5))).toThrow('mcnemar was given onlySecondRight 0.5')
  expect(() => mcnemar(counts(1, 2), { method: 'asymptotic' as never })).toThrow(
    `mcnemar was given method "asymptotic"; it takes 'exact', 'midP', 'chiSquare' or 'chiSquareContinuity'.`,
  )
})
