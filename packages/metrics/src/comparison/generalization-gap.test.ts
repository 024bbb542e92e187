import { expect, test } from 'vitest'
import { generalizationGap } from './generalization-gap.ts'

test('the error on unseen data less that on training data, and no number of NaN', () => {
  expect(generalizationGap({ training: 0.25, unseen: 0.75 })).toBe(0.5)
  expect(() => generalizationGap({ training: Number.NaN, unseen: 0 })).toThrow('it takes a number.')
})
