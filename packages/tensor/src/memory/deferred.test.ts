import { key } from '@thinned/rng'
import { expect, test, vi } from 'vitest'
import {
  add,
  affine,
  assign,
  assignMomentumStep,
  assignScaledSum,
  assignValues,
  type Backend,
  backward,
  matmul,
  mul,
  noGrad,
  randomNormal,
  referenceBackend,
  requireGrad,
  reshape,
  scope,
  square,
  sum,
  sumOrBound,
  type Tensor,
  tensor,
  transpose,
  zeros,
} from '../index.ts'

const normal = (name: string, shape: readonly number[], backend: Backend) => randomNormal(key(name), shape, { backend })

/** A layer of 120 inputs and 90 units with a batch of 4, whose gradient waits, and the same whose gradient is computed by hand. */
function layer() {
  const plain = referenceBackend()
  const kernels = {
    ...plain.kernels,
    matmul: vi.fn(plain.kernels.matmul!),
    momentumStepOfProduct: vi.fn(plain.kernels.momentumStepOfProduct!),
    scaledSumOfProduct: vi.fn(plain.kernels.scaledSumOfProduct!),
  }
  const backend: Backend = { ...plain, kernels }
  const [x, seed] = [normal('x', [4, 120], backend), normal('seed', [4, 90], backend)]
  const weight = requireGrad(normal('weight', [120, 90], backend))
  const gradient = (forward: (weight: Tensor) => Tensor = (weight) => affine(x, weight)): Tensor =>
    scope(() => backward(sum(mul(forward(weight), seed)), weight))
  const expected = scope(() => matmul(transpose(x), seed).readSync())
  return { backend, kernels, x, seed, weight, gradient, expected }
}

test('a gradient that nobody reads is never computed, and leaves nothing behind', () => {
  const { backend, kernels, gradient } = layer()
  const before = backend.memory()
  kernels.matmul.mockClear()
  gradient().dispose()
  expect(kernels.matmul).not.toHaveBeenCalled()
  expect(backend.memory()).toEqual(before)
})

test('the first reader computes it, once; it then frees its operands', () => {
  const { backend, kernels, gradient, expected } = layer()
  const before = backend.memory().buffers
  const waiting = gradient()
  kernels.matmul.mockClear()
  const reads = [
    waiting.readSync(),
    add(waiting, 0).readSync(),
    transpose(waiting).readSync(),
    reshape(waiting, [10800]).readSync(),
  ]
  expect(kernels.matmul).toHaveBeenCalledTimes(1)
  expect(reads[0]).toEqual(expected)
  expect(reads[3]).toEqual(expected)
  expect(backend.memory().buffers).toBe(before + 2)
})

test('a step takes it on its way, with the bits of a step along the computed gradient, as often as asked', () => {
  const { backend, kernels, weight, gradient, expected } = layer()
  const settings = { momentum: 0.9, rate: 0.1, nesterov: false }
  const velocity = zeros([120, 90], { backend })
  const [other, slow] = [tensor(weight.readSync(), { shape: weight.shape, backend }), zeros([120, 90], { backend })]
  const [waiting, computed] = [gradient(), tensor(expected, { shape: weight.shape, backend })]
  kernels.matmul.mockClear()
  for (let step = 0; step < 2; step++) {
    assignMomentumStep(weight, velocity, waiting, settings)
    assignScaledSum(weight, 0.5, weight, -0.1, waiting)
    assignMomentumStep(other, slow, computed, settings)
    assignScaledSum(other, 0.5, other, -0.1, computed)
  }
  expect(kernels.momentumStepOfProduct).toHaveBeenCalledTimes(2)
  expect(kernels.scaledSumOfProduct).toHaveBeenCalledTimes(2)
  expect(kernels.matmul).not.toHaveBeenCalled()
  expect([weight.readSync(), velocity.readSync()]).toEqual([other.readSync(), slow.readSync()])
  expect(waiting.readSync()).toEqual(expected)
})

test('a write to an operand computes it first: the gradient is that of the pass', () => {
  const { x, gradient, expected, backend } = layer()
  for (const write of [() => assign(x, zeros([4, 120], { backend })), () => assignValues(x, new Float32Array(480))]) {
    const values = x.readSync()
    const waiting = gradient()
    write()
    expect(waiting.readSync()).toEqual(expected)
    assignValues(x, values as Float32Array)
  }
})

test('a parameter that is the left operand of another one’s gradient, and a gradient that is its own target', () => {
  const { weight, expected, backend, gradient } = layer()
  const left = requireGrad(normal('left', [4, 120], backend))
  const of = () => scope(() => backward(sum(square(matmul(left, weight))), { left, weight }))
  const before = of().weight.readSync()
  const gradients = of()
  assignScaledSum(left, 1, left, -0.1, gradients.left)
  assignScaledSum(weight, 1, weight, -0.1, gradients.weight)
  expect(gradients.weight.readSync()).toEqual(before)
  const waiting = gradient()
  assignScaledSum(waiting, 0.5, waiting, 0, waiting)
  expect(waiting.readSync()).toEqual(expected.map((value) => Math.fround(value / 2)))
})

test('a parameter that is used twice has the sum of both contributions', () => {
  const { x, expected, gradient } = layer()
  const twice = gradient((weight) => add(affine(x, weight), affine(x, weight)))
  expect(twice.readSync()).toEqual(expected.map((value) => Math.fround(2 * value)))
})

test('where waiting takes more memory than the gradient, it does not wait', () => {
  const backend = referenceBackend()
  const weight = requireGrad(normal('weight', [3, 2], backend))
  const x = normal('x', [40, 3], backend)
  const before = backend.memory().buffers
  const gradient = scope(() => backward(sum(square(affine(x, weight))), weight))
  expect(backend.memory().buffers).toBe(before + 1)
  gradient.dispose()
})

test('of a disposed gradient nothing is left to step along', () => {
  const { weight, gradient } = layer()
  const waiting = gradient()
  waiting.dispose()
  expect(() => assignScaledSum(weight, 1, weight, -0.1, waiting)).toThrow('was disposed of')
  expect(() => sumOrBound(waiting)).toThrow('was disposed of')
})

const padded = (values: readonly number[]) => tensor([[...values, ...new Array<number>(100 - values.length).fill(0)]])

/** The bound of the product of a column and a row, xᵀ · seed, and whether all elements are finite. */
function boundOf(x: readonly number[], seed: readonly number[]): { bound: number; finite: boolean } {
  return scope(() => {
    const weight = zeros([100, 100], { requiresGrad: true })
    const gradient = backward(sum(mul(affine(padded(x), weight), padded(seed))), weight)
    const bound = noGrad(() => sumOrBound(gradient)).readSync()[0]!
    expect(gradient.buffer.deferred).toBeDefined()
    return { bound, finite: gradient.readSync().every(Number.isFinite) }
  })
}

test('the bound is finite only where every element is: at the edge of the range, with NaN, Infinity, -0 and denormals', () => {
  const edge = 2 ** 64
  for (const x of [
    [1, 2, 3],
    [edge, 0, 1],
    [-edge, 1, 2],
    [3e38, 1, -0],
    [1e-45, -0, 0],
    [Number.NaN, 0, 0],
    [1, Infinity, 0],
  ])
    for (const seed of [
      [1, 0.5, 0],
      [edge * (1 - 2 ** -24), 1, 1],
      [edge, -1, 1],
      [1e-45, 0, -0],
      [0, Number.NaN, 1],
      [-Infinity, 1, 0.5],
    ]) {
      const { bound, finite } = boundOf(x, seed)
      if (Number.isFinite(bound)) expect({ x, seed, finite }).toEqual({ x, seed, finite: true })
    }
  expect(boundOf([1, -2, 3], [-0.5, 4, 1]).bound).toBe(24)
  expect(boundOf([1e-45, -0, 0], [1e-45, 0, 0]).bound).toBe(0)
})

test('the bound covers every partial sum: terms that cancel beyond the range are not called finite', () => {
  const huge = 1.5e19
  for (const [factor, fits] of [
    [1, false],
    [0.1, true],
  ] as const) {
    const column = Float32Array.from({ length: 4 * 100 }, (_, i) => (i < 200 ? huge : -huge) * factor)
    const x = tensor(column, { shape: [4, 100] })
    const right = tensor(new Float32Array(4 * 100).fill(huge), { shape: [4, 100] })
    const weight = zeros([100, 100], { requiresGrad: true })
    const gradient = backward(sum(mul(affine(x, weight), right)), weight)
    expect(Number.isFinite(sumOrBound(gradient).readSync()[0])).toBe(fits)
    expect(gradient.readSync().every(Number.isFinite)).toBe(fits)
  }
})
