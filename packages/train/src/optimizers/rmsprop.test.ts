import { full, tensor, zeros } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { rmsprop } from './rmsprop.ts'

test('a variance that rounding takes below 0 counts as 0: steps along a gradient that never changes stay numbers', () => {
  const weight = tensor([0, 0, 0, 0])
  const state = { squares: zeros([4]), mean: zeros([4]) }
  const optimizer = rmsprop({ learningRate: 1e-3, decay: 0.5, epsilon: 1e-3, centered: true })
  const gradient = tensor([0.1, 0.3, 7, 1e-3])
  let below = 0
  for (let step = 0; step < 100; step++) {
    optimizer.update(weight, gradient, state, { step, steps: 100, epoch: 0 })
    const [squares, mean] = [state.squares.readSync(), state.mean.readSync()]
    below += squares.filter((square, i) => square < Math.fround(mean[i]! ** 2)).length
  }
  expect(below).toBeGreaterThan(0)
  expect(Array.from(weight.readSync()).every(Number.isFinite)).toBe(true)
})

test('with a gradient of 0 nothing moves', () => {
  const weight = full([2], 3)
  rmsprop({ centered: true }).update(
    weight,
    zeros([2]),
    { squares: zeros([2]), mean: zeros([2]) },
    { step: 0, steps: 1, epoch: 0 },
  )
  expect(weight.readSync()).toEqual(Float32Array.of(3, 3))
})
