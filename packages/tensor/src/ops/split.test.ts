import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { backward } from '../autograd/backward.ts'
import { checkGradient } from '../autograd/check-gradient.ts'
import { noGrad } from '../autograd/recording.ts'
import type { Backend, Kernels } from '../backend.ts'
import { tensor } from '../create.ts'
import { scope } from '../memory/scope.ts'
import { randomNormal } from '../random.ts'
import { referenceBackend } from '../reference/backend.ts'
import type { Tensor } from '../tensor.ts'
import { add, mul, square } from './arithmetic.ts'
import { split } from './split.ts'
import { sum } from './sum.ts'

test('gradients of parts that are used never, once and twice, along any axis', () => {
  const x = randomNormal(key(1), [3, 6, 2], { dtype: 'float64' })
  const some = (axis: number) => (whole: Tensor) => {
    const [first, , third] = split(whole, axis === 1 ? 3 : [1, 0, whole.shape.at(axis)! - 1], axis)
    return add(sum(mul(first!, square(first!))), sum(square(third!)))
  }
  for (const axis of [0, 1, 2, -2]) expect(checkGradient(some(axis), [x])).toBeLessThan(1e-6)
  const both = (whole: Tensor) => add(sum(square(whole)), sum(square(split(whole, 2)[1]!)))
  expect(checkGradient(both, [randomNormal(key(2), [4, 3], { dtype: 'float64' })])).toBeLessThan(1e-6)
})

/** A backend that counts the elements that each kernel writes. */
function counting(): { backend: Backend; written: Map<string, number> } {
  const written = new Map<string, number>()
  const plain = referenceBackend()
  const kernels = Object.fromEntries(
    Object.entries(plain.kernels).map(([name, kernel]) => [
      name,
      (...args: Parameters<Kernels['add']>) => {
        written.set(name, (written.get(name) ?? 0) + args[0].shape.reduce((size, extent) => size * extent, 1))
        ;(kernel as Kernels['add'])(...args)
      },
    ]),
  )
  return { backend: { ...plain, kernels }, written }
}

test('the gradient of many parts is written once, and no memory is left behind', () => {
  const { backend, written } = counting()
  const x = tensor(new Float32Array(4000), { shape: [1000, 4], backend, requiresGrad: true })
  const before = backend.memory().buffers
  scope(() => {
    backward(
      split(x, 1000)
        .map((part) => sum(part))
        .reduce((a, b) => add(a, b)),
      x,
    )
  })
  expect(written.get('copy')).toBe(4000)
  expect(written.get('add')).toBe(999)
  scope(() => noGrad(() => split(x, 2)))
  expect(backend.memory().buffers).toBe(before)
})
