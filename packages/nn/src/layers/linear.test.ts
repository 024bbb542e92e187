import { key } from '@thinned/rng'
import { checkGradient, randomNormal, reshape, type Tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { createPass, init, linear, type Params, relu, sequential, summary } from '../index.ts'

const evaluate = createPass({ mode: 'evaluate' })
const train = createPass({ mode: 'train', key: key(1), row: 5 })
const draw = (name: string, ...shape: number[]): Tensor => randomNormal(key(name), shape)

test('the last axis is the feature axis, whatever the rank: each row as in a matrix of all rows, to the same bits', () => {
  const layer = linear(5, 4)
  init(layer, key(1))
  const x = draw('x', 2, 3, 2, 5)
  const y = layer.forward(x, evaluate)
  expect(y.shape).toEqual([2, 3, 2, 4])
  expect(y.readSync()).toEqual(layer.forward(reshape(x, [12, 5]), evaluate).readSync())
  expect(layer.outputShape([3, 2, 5])).toEqual([3, 2, 4])
  expect(layer.forward(draw('none', 0, 3, 5), evaluate).shape).toEqual([0, 3, 4])
  expect(() => layer.forward(draw('y', 2, 3, 2, 4), evaluate)).toThrow(
    'linear(5, 4) takes [batch, …, 5], but was given [batch, 3, 2, 4]',
  )
  expect(() => layer.forward(draw('z', 5), evaluate)).toThrow('linear(5, 4) takes [batch, 5]')
})

test('a mask behind it follows the law of the whole shape: fused and separate agree to the last bit', () => {
  for (const rows of [[12], [3, 4], [3, 2, 2]]) {
    const model = sequential(linear(5, 40), relu(), testDropout(0.5), linear(40, 3))
    init(model, key(2))
    const x = draw('rows', ...rows, 5)
    const fused = model.forward(x, train).readSync()
    const separate = Object.entries(model.children).reduce(
      (value: Tensor, [name, child]) => child.forward(value, train.at(name)),
      x,
    )
    expect(fused).toEqual(separate.readSync())
  }
})

test('gradients of sequences through it, and its rows in the table', () => {
  const layer = linear(3, 2)
  const double = (name: string, ...shape: number[]) => randomNormal(key(name), shape, { dtype: 'float64' })
  const forward = (x: Tensor, weight: Tensor, bias: Tensor) => layer.forward(x, evaluate, { weight, bias } as Params)
  expect(checkGradient(forward, [double('x', 2, 4, 3), double('w', 3, 2), double('b', 2)])).toBeLessThan(1e-6)
  expect(summary(sequential(linear(3, 8), relu()), [4, 3])).toContain('linear1  4 × 8')
})
