import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import * as ops from '../src/index.ts'
import { assign, backward, keepTensor, noGrad, reference, scope, type Tensor, tensor } from '../src/index.ts'

const live = () => reference.memory().buffers

test('scope drops what was made, but not what it returns or keeps', () => {
  const before = live()
  let kept: Tensor | undefined
  const result = scope(() => {
    const x = tensor([1, 2])
    kept = keepTensor(ops.add(x, 1))
    return { deep: [ops.mul(x, 2)] }
  })
  expect(live() - before).toBe(2)
  expect(result.deep[0]!.readSync()).toEqual(Float32Array.of(2, 4))
  kept!.dispose()
  kept!.dispose()
  result.deep[0]!.dispose()
  expect(live()).toBe(before)
})

test('what an inner scope returns belongs to the outer one, also when it throws', () => {
  const before = live()
  scope(() => {
    scope(() => tensor([1]))
    expect(live() - before).toBe(1)
  })
  expect(() =>
    scope(() => {
      tensor([1])
      throw new Error('stop')
    }),
  ).toThrow('stop')
  expect(() => scope(async () => tensor([1]))).toThrow('a function that returns a Promise')
  expect(live()).toBe(before)
})

test('using drops a handle; a view and a backward pass keep the buffer', () => {
  const before = live()
  {
    using x = tensor([1, 2, 3, 4], { requiresGrad: true })
    const y = ops.square(x)
    const view = ops.reshape(y, [2, 2])
    y.dispose()
    expect(view.readSync()).toEqual(Float32Array.of(1, 4, 9, 16))
    const loss = ops.sum(view)
    view.dispose()
    const gradient = backward(loss, x)
    expect(gradient.readSync()).toEqual(Float32Array.of(2, 4, 6, 8))
    gradient.dispose()
    loss.dispose()
  }
  expect(live()).toBe(before)
})

test('a training step leaves nothing behind', () => {
  const weight = ops.requireGrad(ops.randomNormal(key(1), [4, 3]))
  const x = tensor([
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ])
  const step = () =>
    scope(() => {
      const hidden = ops.dropout(ops.relu(ops.matmul(x, weight)), { key: key(2), keep: 0.5 })
      const gradient = backward(ops.mean(ops.square(ops.logSoftmax(hidden))), weight)
      noGrad(() => assign(weight, ops.sub(weight, ops.mul(gradient, 0.1))))
    })
  step()
  const before = reference.memory()
  step()
  expect(reference.memory()).toEqual(before)
})

test('a graph that nobody holds is dropped, however long it is', () => {
  const before = live()
  scope(() => {
    let x = tensor([1], { requiresGrad: true })
    for (let i = 0; i < 20_000; i++) x = ops.neg(x)
  })
  expect(live()).toBe(before)
})

test('what cannot be gone back through is refused', () => {
  const x = tensor([1, 2], { requiresGrad: true })
  const y = ops.sum(ops.square(x))
  expect(() => backward(ops.square(x), x)).toThrow('backward starts from a scalar')
  expect(() => backward(ops.sum(tensor([1])), x)).toThrow('depends on no tensor that requires a gradient')
  expect(() => backward(y, tensor([1]))).toThrow('requires no gradient; make it with { requiresGrad: true }')
  assign(x, tensor([3, 4]))
  expect(() => backward(y, x)).toThrow('was written in place after the forward pass. Call backward before assign.')
  const z = ops.sum(ops.square(x))
  expect(backward(z, x).readSync()).toEqual(Float32Array.of(6, 8))
  expect(() => backward(z, x)).toThrow('was consumed by an earlier backward pass')
  expect(() => assign(x, tensor([1]))).toThrow('assign cannot write [1] over [2]')
  expect(() => assign(ops.square(x), x)).toThrow('only tensors without history are written in place')
  expect(() => tensor([1], { dtype: 'int32', requiresGrad: true })).toThrow('only float32 and float64 can')
})

test('gradients come in the arrangement asked for, zeros where nothing depends, nothing under noGrad', () => {
  const [a, b] = [tensor([2], { requiresGrad: true }), tensor([[5]], { requiresGrad: true })]
  const gradients = backward(ops.sum(ops.square(a)), { a, b })
  expect([gradients.a.readSync()[0], gradients.b.readSync()[0], gradients.b.shape]).toEqual([4, 0, [1, 1]])
  expect(backward(ops.sum(ops.mul(a, b)), [a, b]).map((gradient) => gradient.readSync()[0])).toEqual([5, 2])
  expect(noGrad(() => ops.square(a)).requiresGrad).toBe(false)
})

test('a handle that was dropped is not used any more', () => {
  const x = tensor([1])
  x.dispose()
  expect(() => ops.neg(x)).toThrow('Tensor float32 [1] on reference was disposed of')
})

test('a sum holds neither of its operands until backward', () => {
  const weight = ops.ones([4], { requiresGrad: true })
  const other = ops.ones([4])
  const before = live()
  const total = ops.add(weight, other)
  other.dispose()
  expect(live()).toBe(before)
  expect(backward(ops.sum(total), weight).readSync()).toEqual(Float32Array.of(1, 1, 1, 1))
})
