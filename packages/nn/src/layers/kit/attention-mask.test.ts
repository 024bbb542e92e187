import { key } from '@thinned/rng'
import { backward, checkGradient, randomNormal, softmax, square, sum, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { maskedSoftmax } from './attention-mask.ts'

const bytes = (values: number[][]) => tensor(values, { dtype: 'uint8' })

test('without a mask it is softmax; with one, softmax of what is left, and exact zeros', () => {
  const x = randomNormal(key(1), [2, 3], { dtype: 'float64' })
  const plain = maskedSoftmax(x).readSync()
  for (const [i, value] of softmax(x).readSync().entries()) expect(plain[i]).toBeCloseTo(value, 14)
  for (const mask of [undefined, bytes([[1, 1, 1]])])
    expect([...maskedSoftmax(tensor([[1e30, 1e30, -1e30]]), mask).readSync()]).toEqual([0.5, 0.5, 0])
  const masked = maskedSoftmax(tensor([[1, 2, 3]]), bytes([[1, 0, 1]])).readSync()
  const pair = softmax(tensor([1, 3])).readSync()
  expect(masked[1]).toBe(0)
  expect(masked[0]).toBeCloseTo(pair[0]!, 6)
  expect(masked[2]).toBeCloseTo(pair[1]!, 6)
})

test('rows with nothing left are zeros, with gradients of zero, however large what is masked', () => {
  const x = tensor(
    [
      [1e30, -1e30, 5],
      [0, 1e30, 1],
    ],
    { requiresGrad: true },
  )
  const y = maskedSoftmax(
    x,
    bytes([
      [0, 0, 0],
      [1, 0, 1],
    ]),
  )
  const values = y.readSync()
  expect([...values.slice(0, 3), values[4]]).toEqual([0, 0, 0, 0])
  expect(values[3]! + values[5]!).toBeCloseTo(1, 6)
  const gradient = backward(sum(square(y)), x).readSync()
  expect([...gradient.slice(0, 3), gradient[4]].every((value) => value === 0)).toBe(true)
  expect(gradient[3]).not.toBe(0)
})

test('gradients agree with central differences, with rows full, partly masked and empty', () => {
  const mask = bytes([
    [1, 1, 1, 1],
    [0, 1, 1, 0],
    [0, 0, 0, 0],
  ])
  const x = randomNormal(key(2), [2, 3, 4], { dtype: 'float64' })
  expect(checkGradient((scores: Tensor) => maskedSoftmax(scores, mask), [x])).toBeLessThan(1e-6)
})
