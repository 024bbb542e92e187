import { tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { losses } from '../index.ts'

test('a loss is exact where a class is certain, and the same when all logits are moved', () => {
  const loss = (logits: number[][]) =>
    losses.crossEntropy(tensor(logits), tensor([1], { dtype: 'int32' })).readSync()[0]!
  expect(loss([[1000, 0]])).toBe(1000)
  expect(loss([[-1000, 0]])).toBe(0)
  expect(loss([[5, 4]])).toBe(loss([[1, 0]]))
})
