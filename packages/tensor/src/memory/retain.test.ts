import { expect, test } from 'vitest'
import { backward, reference, retain, scope, square, sum, tensor } from '../index.ts'

test('what is retained outlives every scope around it, with its history, and is dropped by hand', () => {
  const before = reference.memory().buffers
  const x = tensor([1, 2, 3], { requiresGrad: true })
  let heard = x
  scope(() => {
    scope(() => {
      heard = retain(square(x))
    })
  })
  expect(heard.readSync()).toEqual(Float32Array.of(1, 4, 9))
  const slope = scope(() => backward(sum(heard), x))
  expect(slope.readSync()).toEqual(Float32Array.of(2, 4, 6))
  for (const tensor of [heard, slope, x]) tensor.dispose()
  expect(reference.memory().buffers).toBe(before)
})

test('a handle of its own: the tensor it was made from stays with its scope', () => {
  const inner = scope(() => {
    const made = tensor([5])
    retain(made).dispose()
    return made
  })
  expect(inner.readSync()).toEqual(Float32Array.of(5))
  inner.dispose()
})
