import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import {
  add,
  assignAdamStep,
  assignMomentumStep,
  div,
  mul,
  randomNormal,
  reference,
  sqrt,
  square,
  type Tensor,
  tensor,
  transpose,
} from '../index.ts'

const dtypes = ['float32', 'float64'] as const
const normal = (seed: number, dtype: (typeof dtypes)[number]) => randomNormal(key(seed), [37, 5], { dtype })
const values = (...tensors: Tensor[]) => tensors.map((each) => each.readSync())

test.each(dtypes)('momentum and Nesterov have the bits of the separate operations (%s)', (dtype) => {
  for (const nesterov of [false, true]) {
    const [w, v, g] = [normal(1, dtype), normal(2, dtype), normal(3, dtype)]
    const velocity = add(mul(v, 0.9), g)
    const direction = nesterov ? add(g, mul(velocity, 0.9)) : velocity
    const expected = values(add(w, mul(direction, -0.1)), velocity, g)
    assignMomentumStep(w, v, g, { momentum: 0.9, rate: 0.1, nesterov })
    expect(values(w, v, g)).toEqual(expected)
  }
})

test.each(dtypes)('Adam has the bits of the separate operations (%s)', (dtype) => {
  const [w, m, s, g] = [normal(1, dtype), normal(2, dtype), square(normal(3, dtype)), normal(4, dtype)]
  const settings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, rate: 0.01, meanLeft: 0.19, varianceLeft: 0.002 }
  const mean = add(mul(m, 0.9), mul(g, 1 - 0.9))
  const variance = add(mul(s, 0.999), mul(square(g), 1 - 0.999))
  const direction = div(div(mean, 0.19), add(sqrt(div(variance, 0.002)), 1e-8))
  const expected = values(add(w, mul(direction, -0.01)), mean, variance, g)
  assignAdamStep(w, m, s, g, settings)
  expect(values(w, m, s, g)).toEqual(expected)
})

test('operands of any strides; what does not fit, or has a history, is refused', () => {
  const [w, v] = [tensor([[1, 2]]), tensor([[0, 0]])]
  const settings = { momentum: 0.5, rate: 1, nesterov: false }
  assignMomentumStep(transpose(w), transpose(v), tensor([[10], [20]]), settings)
  expect(values(w, v)).toEqual([new Float32Array([-9, -18]), new Float32Array([10, 20])])
  expect(() => assignMomentumStep(w, v, tensor([[1]]), settings)).toThrow('cannot write [1, 1] over [1, 2]')
  const history = mul(tensor([[1, 1]], { requiresGrad: true }), 2)
  expect(() => assignMomentumStep(w, history, v, settings)).toThrow('which has a history')
  expect(reference.fallbacks.size).toBe(0)
})
