import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { add, checkGradient, exp, mul, randomUniform, record, slice, square, type Tensor, tensor } from '../index.ts'

const x = randomUniform(key('x'), [3], { low: -2, high: 2, dtype: 'float64' })

test('a right gradient is near, also where an input is used more than once', () => {
  expect(checkGradient(square, [x])).toBeLessThan(1e-8)
  expect(checkGradient((x) => mul(exp(x), add(x, x)), [x])).toBeLessThan(1e-8)
  expect(checkGradient((x) => add(slice(x, 0, 0, 2), slice(x, 0, 1)), [x])).toBeLessThan(1e-8)
})

test('a wrong gradient is noticed, and so is one that is not a number', () => {
  const wrong = (factor: number) => (x: Tensor) =>
    record(square(tensor(x.readSync())), {
      op: 'wrong',
      inputs: [x],
      saved: [x],
      backward: (grad, [input]) => [mul(grad, mul(input!, factor))],
    })
  expect(checkGradient(wrong(2), [x])).toBeLessThan(1e-8)
  expect(checkGradient(wrong(1), [x])).toBeGreaterThan(0.1)
  expect(checkGradient(wrong(Number.NaN), [x])).toBe(Number.POSITIVE_INFINITY)
})

test('inputs of other dtypes are refused', () => {
  expect(() => checkGradient(square, [tensor([1])])).toThrow(
    "checkGradient was given Tensor float32 [1] on reference; differences need the digits of float64. Make the inputs with { dtype: 'float64' }",
  )
})
