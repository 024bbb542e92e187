import { expect, test } from 'vitest'
import {
  add,
  assign,
  assignScaledSum,
  backward,
  checkGradient,
  greater,
  move,
  mul,
  noGrad,
  reference,
  referenceBackend,
  requireGrad,
  scope,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
} from '../index.ts'

const weight = tensor([1, 2, 3], { requiresGrad: true })
const loss = () => sum(square(weight))
const refusal =
  'which was computed from a gradient. Second derivatives are not available: a backward pass does not go back through an earlier one. Where the gradient is meant as a constant, compute what follows from it inside noGrad(() => …).'

test('a loss that is computed from a gradient is refused, alone and beside other terms', () => {
  const penalty = () => sum(square(backward(loss(), weight)))
  expect(() => backward(penalty(), weight)).toThrow(`backward was given Tensor float32 [] on reference, ${refusal}`)
  expect(() => backward(add(loss(), penalty()), weight)).toThrow(refusal)
  expect(() => backward(add(mul(penalty(), 0.1), loss()), weight)).toThrow(refusal)
  const gradient = backward(loss(), weight)
  expect(() => backward(sum(mul(gradient, weight)), gradient)).toThrow(refusal)
  expect(() => backward(loss(), gradient)).toThrow('(tensor) is a gradient, or was computed from one.')
})

test('inside noGrad it counts as a constant, and so does the gradient of a pass inside noGrad, and a leaf', () => {
  const constant = backward(loss(), weight)
  const penalty = noGrad(() => sum(square(constant)))
  expect(Array.from(backward(add(loss(), penalty), weight).readSync())).toEqual([2, 4, 6])
  const within = loss()
  const gradient = noGrad(() => backward(within, weight))
  expect(Array.from(backward(sum(mul(gradient, weight)), weight).readSync())).toEqual([2, 4, 6])
  const leaf = requireGrad(backward(loss(), weight))
  expect(Array.from(backward(sum(mul(leaf, weight)), leaf).readSync())).toEqual([1, 2, 3])
})

test('gradients can be used as any tensor: read, compared, moved, written in place, and for an update', async () => {
  const gradient = backward(loss(), weight)
  expect(gradient.requiresGrad).toBe(false)
  expect(mul(gradient, 2).requiresGrad).toBe(false)
  expect(Array.from(greater(gradient, 3).readSync())).toEqual([0, 1, 1])
  const moved = await move(gradient, { ...referenceBackend(), name: 'elsewhere' })
  expect(() => backward(sum(moved), moved)).toThrow(refusal)
  assignScaledSum(gradient, 0.5, gradient, 0, gradient)
  const parameter = tensor([1, 1, 1], { requiresGrad: true })
  assign(parameter, sub(parameter, gradient))
  expect(Array.from(parameter.readSync())).toEqual([0, -1, -2])
})

test('what is computed from gradients, step after step, holds nothing but itself', () => {
  const before = reference.memory()
  let average: Tensor = tensor([0, 0, 0])
  for (let step = 0; step < 5; step++) {
    const next = scope(() => add(mul(average, 0.9), mul(backward(loss(), weight), 0.1)))
    average.dispose()
    average = next
    expect(reference.memory().buffers).toBe(before.buffers + 1)
  }
  average.dispose()
  expect(reference.memory()).toEqual(before)
})

test('a function that takes a gradient within itself is no function that checkGradient can check', () => {
  const slope = (x: Tensor) => backward(sum(square(x)), x)
  expect(() => checkGradient(slope, [tensor([1], { dtype: 'float64' })])).toThrow(refusal)
})
