import { key } from '@thinned/rng'
import { backward, checkGradient, randomNormal, sum, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { createPass, embedding, init, initializers, linear, sequential, summary } from '../index.ts'

const pass = createPass({ mode: 'evaluate' })
const tokens = (values: number[][]) => tensor(values, { dtype: 'int32' })

test('each token is its row, and a row of the gradient sums over the places of its token', () => {
  const layer = embedding(4, 2)
  const weight = tensor(
    [
      [1, 2],
      [3, 4],
      [5, 6],
      [7, 8],
    ],
    { requiresGrad: true },
  )
  const y = layer.forward(
    tokens([
      [2, 0, 2],
      [3, 2, 0],
    ]),
    pass,
    { weight },
  )
  expect(y.shape).toEqual([2, 3, 2])
  expect([...y.readSync()]).toEqual([5, 6, 1, 2, 5, 6, 7, 8, 5, 6, 1, 2])
  expect([...backward(sum(y), weight).readSync()]).toEqual([2, 2, 0, 0, 3, 3, 1, 1])
  const places = tokens([[1, 1, 3]])
  const forward = (rows: Tensor) => layer.forward(places, pass, { weight: rows })
  expect(checkGradient(forward, [randomNormal(key(1), [4, 2], { dtype: 'float64' })])).toBeLessThan(1e-6)
})

test('stands at the start of a chain, with its width and its shape in the table', () => {
  const model = sequential(embedding(10, 3), linear(3, 2, { weight: initializers.ones }))
  init(model, key(1))
  expect(model.forward(tokens([[1, 9, 0, 4]]), pass).shape).toEqual([1, 4, 2])
  expect(summary(model, [4])).toContain('embedding1  4 × 3')
  // @ts-expect-error: 3 features meet a layer that takes 4
  sequential(embedding(10, 3), linear(4, 2))
})

test('what does not fit is refused with a sentence', () => {
  expect(() => embedding(0, 2)).toThrow('embedding was given 0 tokens; it takes an integer from 1.')
  expect(() => embedding(2, 1.5)).toThrow('1.5 features')
  const layer = embedding(4, 2)
  expect(() => layer.forward(tokens([[1]]), pass)).toThrow('no parameters yet')
  init(layer, key(1))
  expect(() => layer.forward(tensor([[1]]), pass)).toThrow(
    'takes int32 tokens [batch, …], but was given Tensor float32 [1, 1]',
  )
  expect(() => layer.forward(tokens([[4]]), pass)).toThrow('index 4')
})
