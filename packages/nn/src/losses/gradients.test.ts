import { backward, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { crossEntropy, mse } from '../index.ts'

/** The largest difference between the gradient and central differences, and the largest gradient. */
function compare(values: readonly number[], shape: readonly number[], loss: (x: Tensor) => Tensor) {
  const at = (changed: readonly number[]) =>
    tensor(Float64Array.from(changed), { shape: [...shape], requiresGrad: true })
  const x = at(values)
  const exact = backward(loss(x), x).readSync()
  const value = (i: number, by: number) => loss(at(values.with(i, values[i]! + by))).readSync()[0]!
  const step = 1e-5
  const errors = values.map((_, i) => Math.abs(exact[i]! - (value(i, step) - value(i, -step)) / (2 * step)))
  return { error: Math.max(...errors), largest: Math.max(...Array.from(exact, Math.abs)) }
}

const numbers = [0.3, -1.2, 2.1, 0.7, 0, -0.4]

test('gradients of the losses agree with central differences in float64', () => {
  const labels = (...values: number[]) => tensor(values, { dtype: 'int32' })
  const targets = tensor([1, 0.5, -2, 0.7, 3, -1], { shape: [2, 3], dtype: 'float64' })
  for (const [loss, shape] of [
    [(x: Tensor) => crossEntropy(x, labels(2, 0)), [2, 3]],
    [(x: Tensor) => crossEntropy(x, labels(1, 1, 0)), [3, 2]],
    [(x: Tensor) => crossEntropy(x, labels(5)), [1, 6]],
    [(x: Tensor) => mse(x, targets), [2, 3]],
  ] as const) {
    const { error, largest } = compare(numbers, shape, loss)
    expect(largest).toBeGreaterThan(0.1)
    expect(error / largest).toBeLessThan(1e-6)
  }
})

test('logits of any size give a finite loss, the same when all are moved', () => {
  const loss = (logits: number[][]) => crossEntropy(tensor(logits), tensor([1], { dtype: 'int32' })).readSync()[0]!
  expect(loss([[1000, 0]])).toBe(1000)
  expect(loss([[-1000, 0]])).toBe(0)
  expect(loss([[5, 4]])).toBe(loss([[1, 0]]))
})
