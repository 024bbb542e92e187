import { expect, test } from 'vitest'
import { backward, maximum, minimum, pow, sum, tensor } from '../index.ts'

const numbers = (...values: number[]) => tensor(values, { requiresGrad: true })

test('maximum and minimum: values, NaN on either side, infinities, a number, broadcasting', () => {
  const a = numbers(1, 5, Number.NaN, 2, -Infinity)
  const b = numbers(3, -5, 2, Number.NaN, 0)
  expect(Array.from(maximum(a, b).readSync())).toEqual([3, 5, Number.NaN, Number.NaN, 0])
  expect(Array.from(minimum(a, b).readSync())).toEqual([1, -5, Number.NaN, Number.NaN, -Infinity])
  expect(Array.from(maximum(numbers(-1, 1), 0).readSync())).toEqual([0, 1])
  expect(Array.from(minimum(tensor([[1], [4]]), tensor([2, 3])).readSync())).toEqual([1, 1, 2, 3])
  expect(Array.from(maximum(tensor([1, 2], { dtype: 'int32' }), 2).readSync())).toEqual([2, 2])
})

test('where both are equal the gradient goes to the second alone', () => {
  const [a, b] = [numbers(1, 2), numbers(1, 3)]
  for (const choose of [maximum, minimum]) {
    const out = choose(a, b)
    const gradients = backward(sum(out), [a, b]).map((gradient) => Array.from(gradient.readSync()))
    expect(gradients[0]![0]).toBe(0)
    expect(gradients[1]![0]).toBe(1)
  }
})

test('pow at its edges: exponent 0, base 0, a negative base; gradients stay finite at base 0', () => {
  const base = numbers(0, 0, 2, -1, 4)
  const out = pow(base, numbers(0, 2, 10, 2, 0.5))
  expect(Array.from(out.readSync())).toEqual([1, 0, 1024, Number.NaN, 2])
  const [x, y] = [numbers(0, 0), numbers(2, 3)]
  expect(backward(sum(pow(x, y)), [x, y]).map((gradient) => Array.from(gradient.readSync()))).toEqual([
    [0, 0],
    [0, 0],
  ])
  expect(() => pow(tensor([1], { dtype: 'int32' }), 2)).toThrow('pow')
})
