import { createPass, embedding, init, initializers } from '@thinned/nn'
import { key } from '@thinned/rng'
import { arange, backward, mul, ones, randomNormal, reshape, sum, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { dropout } from './dropout.ts'
import { embeddingDropout } from './embedding-dropout.ts'

const train = (k = key(7), row = 0) => createPass({ mode: 'train', key: k, row })
const int32 = { dtype: 'int32' } as const

test('the values and the gradient are those of a table that dropout thinned, a row at a time', () => {
  const weight = randomNormal(key('weight'), [20, 3])
  const tokens = tensor(
    [
      [3, 19, 3, 0, 7],
      [7, 8, 19, 3, 2],
    ],
    int32,
  )
  const layer = embeddingDropout(20, 3, { keep: 0.6 })
  const plain = embedding(20, 3)
  const rows = dropout({ keep: 0.6, sharedAxes: [1] })
  const weights = randomNormal(key('weights'), [2, 5, 3])
  const [ours, theirs] = [
    (table: Tensor) => layer.forward(tokens, train(), { weight: table }),
    (table: Tensor) => plain.forward(tokens, train(), { weight: rows.forward(table, train()) }),
  ].map((run) => {
    const leaf = tensor(weight.readSync(), { shape: weight.shape, requiresGrad: true })
    const y = run(leaf)
    return [y.readSync(), backward(sum(mul(y, weights)), leaf).readSync()] as const
  })
  expect(ours![0]).toEqual(theirs![0])
  expect(ours![0]).toContain(0)
  ours![1].forEach((value, i) => {
    expect(value).toBeCloseTo(theirs![1][i]!, 5)
  })
})

test('a token is dropped wherever it stands, whichever part of the batch comes', () => {
  const layer = embeddingDropout(50, 2, { keep: 0.5, weight: initializers.ones })
  init(layer, key(1))
  const all = reshape(arange(50), [1, 50])
  const table = [...layer.forward(all, train()).readSync()]
  expect(new Set(table)).toEqual(new Set([0, 2]))
  const twice = layer
    .forward(
      tensor(
        [
          [4, 4, 9],
          [31, 9, 4],
        ],
        int32,
      ),
      train(key(7), 6),
    )
    .readSync()
  expect([...twice]).toEqual([4, 4, 9, 31, 9, 4].flatMap((token) => table.slice(2 * token, 2 * token + 2)))
  expect([...layer.forward(all, train(key(8))).readSync()]).not.toEqual(table)
})

test('rows are kept with probability keep', () => {
  const layer = embeddingDropout(100_000, 1, { keep: 0.7, weight: initializers.ones })
  init(layer, key(1))
  const kept = layer
    .forward(arange(100_000), train())
    .readSync()
    .filter((value) => value > 0).length
  // Within 6 standard deviations, left by chance once in 5·10^8.
  expect(Math.abs(kept - 70_000)).toBeLessThan(6 * Math.sqrt(21_000))
})

test('dropping is a select: a row of Inf and NaN becomes 0, with gradients of 0', () => {
  const table = ones([40, 2])
    .readSync()
    .map((_, i) => (i % 2 === 0 ? Infinity : Number.NaN))
  const weight = tensor(Float32Array.from(table), { shape: [40, 2], requiresGrad: true })
  const layer = embeddingDropout(40, 2, { keep: 0.5 })
  const y = layer.forward(arange(40), train(), { weight })
  const gradient = backward(sum(y), weight).readSync()
  const seen = new Set<string>()
  y.readSync().forEach((value, i) => {
    expect(gradient[i]).toBe(value === 0 ? 0 : 2)
    seen.add(String(value))
  })
  expect(seen).toEqual(new Set(['0', 'Infinity', 'NaN']))
})

test('what is no table, and what is no token, is refused', () => {
  expect(() => embeddingDropout(0, 2, { keep: 0.5 })).toThrow('embeddingDropout was given 0 count')
  const layer = embeddingDropout(4, 2, { keep: 0.5 })
  expect(() => layer.forward(arange(4), train())).toThrow('has no parameters yet')
  init(layer, key(1))
  expect(() => layer.forward(ones([2, 2]), train())).toThrow('takes int32 tokens')
  expect(() => layer.forward(tensor([4], int32), train())).toThrow('the index 4')
})
