import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { add, assignScaledSum, mul, randomNormal, tensor, transpose } from '../index.ts'

const normal = (seed: number, dtype: 'float32' | 'float64' = 'float32') => randomNormal(key(seed), [37, 5], { dtype })

test.each(['float32', 'float64'] as const)(
  'the bits of the separate operations, in place on either side (%s)',
  (dtype) => {
    const [a, b] = [normal(1, dtype), normal(2, dtype)]
    const expected = add(mul(a, 0.9), mul(b, -0.3)).readSync()
    const out = normal(3, dtype)
    assignScaledSum(out, 0.9, a, -0.3, b)
    expect(out.readSync()).toEqual(expected)
    const left = normal(1, dtype)
    assignScaledSum(left, 0.9, left, -0.3, b)
    expect(left.readSync()).toEqual(expected)
    const right = normal(2, dtype)
    assignScaledSum(right, 0.9, a, -0.3, right)
    expect(right.readSync()).toEqual(expected)
  },
)

test('operands of any strides', () => {
  const a = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ])
  const out = tensor([
    [0, 0],
    [0, 0],
    [0, 0],
  ])
  assignScaledSum(out, 1, transpose(a), 10, transpose(a))
  expect(Array.from(out.readSync())).toEqual([11, 44, 22, 55, 33, 66])
})

test('what does not fit is refused', () => {
  const whole = tensor([1, 2], { dtype: 'int32' })
  expect(() => assignScaledSum(whole, 1, whole, 1, whole)).toThrow('assignScaledSum needs float32 or float64')
  expect(() => assignScaledSum(tensor([1, 2]), 1, tensor([1, 2]), 1, tensor([1]))).toThrow(
    'assignScaledSum cannot write [1] over [2]',
  )
  const history = mul(tensor([1], { requiresGrad: true }), 2)
  expect(() => assignScaledSum(history, 1, tensor([1]), 1, tensor([1]))).toThrow('which has a history')
})
