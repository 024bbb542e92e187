import { embeddingDropout, standout, variationalDropout } from '@thinned/dropout/variants'
import {
  batchNorm,
  conv2d,
  embedding,
  flatten,
  type Layer,
  linear,
  lstm,
  maxPool2d,
  multiHeadAttention,
  relu,
  residual,
  sequential,
} from '@thinned/nn'
import { expect, test } from 'vitest'
import { suggestKeep } from './suggest-keep.ts'

const lines = (model: Layer) =>
  suggestKeep(model).layers.map(
    ({ place, path, units, weights, keep, variant }) =>
      `${place} ${path} ${units}/${weights}: ${variant ?? 'none'} ${keep}`,
  )

test('the defaults of the paper: 0.8 of the inputs, 0.5 of hidden units, nothing of the outputs', () => {
  const model = sequential(linear(784, 256), relu(), linear(256, 256), relu(), linear(256, 10))
  expect(lines(model)).toEqual([
    'before linear1 784/784: dropout 0.8',
    'before linear2 256/256: dropout 0.5',
    'before linear3 256/256: dropout 0.5',
    'after linear3 256/256: none 1',
  ])
  const { layers, settings } = suggestKeep(model)
  expect(layers[1]).toMatchObject({ width: 512, maxNorm: [1.5, 2] })
  expect(layers[1]!.reason).toMatch(
    /^Keep 0\.5 of hidden units .+ If 256 units are right without dropout, take 512 with it/,
  )
  expect(layers[0]!.width).toBeUndefined()
  expect(settings.map(({ setting, range }) => [setting, ...range])).toEqual([
    ['learningRate', 2.5, 25],
    ['momentum', 0.95, 0.99],
    ['maxNorm', 1.5, 2],
  ])
})

test('convolutions: pixels at the input, whole channels between', () => {
  const model = sequential(
    conv2d(3, 32, { kernel: 3 }),
    batchNorm(32),
    relu(),
    conv2d(32, 32, { kernel: 3, groups: 4 }),
    relu(),
    maxPool2d(2),
    flatten(),
    linear(800, 10),
  )
  expect(lines(model)).toEqual([
    'before conv2d1 3/27: dropout 0.9',
    'before conv2d2 32/72: channelDropout 0.75',
    'before linear1 800/800: dropout 0.5',
    'after linear1 800/800: none 1',
  ])
})

test('so many units are kept that about eight stay', () => {
  expect(lines(sequential(linear(9, 12), relu(), linear(12, 6), relu(), linear(6, 1)))).toEqual([
    'before linear1 9/9: none 1',
    'before linear2 12/12: dropout 0.7',
    'before linear3 6/6: none 1',
    'after linear3 6/6: none 1',
  ])
  expect(suggestKeep(linear(4, 2)).settings).toEqual([])
})

test('of few inputs all are kept', () => {
  const reason = (model: Layer) => suggestKeep(model).layers[0]!.reason
  expect(reason(linear(13, 2))).toMatch(/^13 inputs are few, and each may count\. .+ compare with keep 0\.8\.$/)
  for (const many of [linear(100, 10), conv2d(3, 32, { kernel: 3 })]) expect(reason(many)).toMatch(/^Keep 0/)
})

test('embeddings, recurrent layers and attention', () => {
  expect(lines(sequential(embedding(100, 32), lstm(32, 64), lstm(64, 64, { returns: 'last' }), linear(64, 2)))).toEqual(
    [
      'before embedding1 100/100: none 1',
      'before lstm1 32/32: lockedDropout 0.8',
      'before lstm2 64/64: lockedDropout 0.5',
      'before linear1 64/64: dropout 0.5',
      'after linear1 64/64: none 1',
    ],
  )
  const dropped = embeddingDropout(100, 32, { keep: 0.9 })
  expect(lines(sequential(dropped, linear(32, 2)))[0]).toBe('before embeddingDropout1 100/100: none 1')
  const block = residual(multiHeadAttention(32, { heads: 4 }))
  expect(lines(sequential(embedding(100, 32), block, linear(32, 2)))).toEqual([
    'before embedding1 100/100: none 1',
    expect.stringMatching(/^before residual1\/\w+ 32\/32: dropout 0\.9$/),
    'before linear1 32/32: dropout 0.9',
    'after linear1 32/32: none 1',
  ])
})

test('the gates of a layer that drops are no layer with weights', () => {
  const after = [relu(), linear(64, 10)] as const
  for (const first of [
    standout(784, { keep: 0.5 }, linear(784, 64)),
    variationalDropout(784, 64, { keep: 0.9, examples: 1000 }),
    sequential(linear(784, 64), relu(), standout(64, { keep: 0.5 })),
  ])
    expect(lines(sequential(first, ...after))).toEqual([
      expect.stringMatching(/^before \S+ 784\/784: dropout 0\.8$/),
      'before linear1 64/64: dropout 0.5',
      'after linear1 64/64: none 1',
    ])
})

test('a keep is a probability, and has a reason', () => {
  for (const width of [1, 2, 3, 7, 8, 9, 10, 15, 16, 17, 100, 5000])
    for (const { keep, reason, variant, units } of suggestKeep(
      sequential(linear(width, width), relu(), linear(width, 2)),
    ).layers) {
      expect(keep).toBeGreaterThan(0)
      expect(keep).toBeLessThanOrEqual(1)
      expect(keep === 1).toBe(variant === undefined)
      expect(keep * units).toBeGreaterThanOrEqual(Math.min(units, 8))
      expect(reason).toMatch(/\.$/)
    }
})

test('what is no model with weights is refused', () => {
  expect(() => suggestKeep(relu())).toThrow('a model without weights')
  expect(() => suggestKeep({ keep: 0.5 } as never)).toThrow('it takes a layer or a model')
  expect(() => suggestKeep(undefined as never)).toThrow('suggestKeep was given no model')
})
