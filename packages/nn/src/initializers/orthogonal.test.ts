import { key, normal } from '@thinned/rng'
import { matmul, reshape, type Shape } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { initializers } from '../index.ts'

const make = (shape: Shape, gain = 1) => initializers.orthogonal({ gain }).make(key(7), shape, { dtype: 'float64' })

test.each([[[40, 40]], [[50, 7]], [[7, 50]], [[3, 2, 4, 9]], [[1, 5]], [[5, 1]], [[1, 1]]] as Shape[][])(
  '%j: the shorter side is orthonormal, to the last digits',
  (shape) => {
    const weight = reshape(make(shape, 3), [-1, shape.at(-1)!])
    const [rows, columns] = weight.shape as [number, number]
    const products = matmul(weight, weight, rows < columns ? { transposeB: true } : { transposeA: true })
    const size = Math.min(rows, columns)
    for (const [i, value] of products.readSync().entries())
      expect(Math.abs(value / 9 - (i % (size + 1) === 0 ? 1 : 0))).toBeLessThan(1e-14)
  },
)

// The orthonormal factor is unique where the other one is triangular with a positive diagonal.
test('it is the orthonormal factor of the normal draws', () => {
  const [rows, columns] = [12, 5]
  const q = make([rows, columns]).readSync()
  const draws = normal(key(7), rows * columns)
  for (let i = 0; i < columns; i++)
    for (let j = 0; j <= i; j++) {
      let entry = 0
      for (let row = 0; row < rows; row++) entry += q[row * columns + i]! * draws[j * rows + row]!
      if (i === j) expect(entry).toBeGreaterThan(0.1)
      else expect(Math.abs(entry)).toBeLessThan(1e-13)
    }
})

test('its bits are fixed', () => {
  expect(Array.from(initializers.orthogonal().make(key(7), [2, 2], { dtype: 'float32' }).readSync())).toEqual([
    -0.09148260205984116, -0.9958066940307617, -0.9958066940307617, 0.09148260205984116,
  ])
})

test('settings and shapes that cannot be are refused', () => {
  for (const gain of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => initializers.orthogonal({ gain })).toThrow(`gain ${gain}`)
  expect(() => make([4])).toThrow('orthogonal was given the shape [4]; it fills weights of at least two axes')
  expect(() => initializers.truncatedNormal(-1)).toThrow('standard deviation -1')
  for (const limit of [0, 7, Number.NaN])
    expect(() => initializers.truncatedNormal(1, { limit })).toThrow(`limit ${limit}`)
})
