import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import {
  assignMaxNorm,
  div,
  greater,
  mul,
  randomNormal,
  reshape,
  sqrt,
  square,
  sum,
  tensor,
  transpose,
  where,
} from '../index.ts'

test.each(['float32', 'float64'] as const)('the bits of the separate operations (%s)', (dtype) => {
  for (const shape of [
    [37, 5],
    [3, 3, 2, 7],
    [5000, 3],
  ]) {
    const weight = randomNormal(key(1), shape, { dtype })
    const columns = shape.at(-1)!
    const norm = sqrt(
      sum(
        square(weight),
        shape.slice(1).map((_, axis) => axis),
      ),
    )
    const limit = norm.readSync()[1]!
    const factor = where(greater(norm, limit), div(limit, norm), 1)
    const last = shape.map((_, axis) => (axis === shape.length - 1 ? columns : 1))
    const expected = mul(weight, reshape(factor, last)).readSync()
    assignMaxNorm(weight, limit)
    expect(weight.readSync()).toEqual(expected)
  }
})

test('what does not fit is refused', () => {
  const weight = tensor([
    [1, 2],
    [3, 4],
  ])
  expect(() => assignMaxNorm(weight, 0)).toThrow('and the limit 0; it takes')
  expect(() => assignMaxNorm(transpose(weight), 1)).toThrow('it takes a dense tensor')
  expect(() => assignMaxNorm(tensor([1]), 1)).toThrow('was given [1]')
})
