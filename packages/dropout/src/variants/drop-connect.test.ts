import {
  conv2d,
  createPass,
  init,
  initializers,
  type Layer,
  linear,
  lstm,
  type Params,
  relu,
  residual,
  sequential,
} from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import {
  dropoutMask,
  matmul,
  mul,
  ones,
  randomNormal,
  relu as rectify,
  reshape,
  slice,
  type Tensor,
} from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import { dropConnectMoments } from '../fast/drop-connect-moments.ts'
import { dropConnect } from './drop-connect.ts'
import { dropout } from './dropout.ts'

const train = createPass({ mode: 'train', key: key(7) })
const sample = createPass({ mode: 'sample', key: key(7) })
const evaluate = createPass({ mode: 'evaluate' })
const weightOf = (layer: Layer): Tensor => (layer.children['layer']!.params as { weight: Tensor }).weight

test('each example has the weights of its own mask, drawn by the law of masks at its row', () => {
  const layer = dropConnect(linear(5, 3), { keep: 0.75 })
  init(layer, key(1))
  const x = randomNormal(key(2), [6, 5])
  const mask = { key: foldIn(train.at('weights', 'weight').key, 'mask'), keep: 0.75 }
  const masks = dropoutMask(ones([6, 5, 3]), mask).readSync()
  const [given, weight, out] = [x, weightOf(layer), layer.forward(x, train)].map((tensor) => tensor.readSync())
  out!.forEach((value, at) => {
    const [example, unit] = [Math.floor(at / 3), at % 3]
    let sum = 0
    for (let i = 0; i < 5; i++)
      sum += (given![example * 5 + i]! * masks[(example * 5 + i) * 3 + unit]! * weight![i * 3 + unit]!) / 0.75
    expect(value).toBeCloseTo(sum, 5)
  })
})

test('of sequences, all steps of an example have its weights', () => {
  const layer = dropConnect(linear(5, 3), { keep: 0.5 })
  init(layer, key(1))
  const x = randomNormal(key(2), [6, 5])
  const once = layer.forward(x, train).readSync()
  const twice = layer.forward(mul(ones([6, 2, 5]), reshape(x, [6, 1, 5])), train).readSync()
  expect(twice.filter((_, at) => at % 6 < 3)).toEqual(once)
  expect(twice.filter((_, at) => at % 6 >= 3)).toEqual(once)
})

test('with one unit it is dropout of the input', () => {
  const layer = dropConnect(linear(40, 1), { keep: 0.5 })
  init(layer, key(1))
  const x = randomNormal(key(2), [20, 40])
  const thinned = dropout({ keep: 0.5 }).forward(x, train.at('weights', 'weight'))
  expect(layer.forward(x, train).readSync()).toEqual(matmul(thinned, weightOf(layer)).readSync())
})

test('for the batch together all examples have one mask, and any layer with weights can have it', () => {
  const one = dropConnect(linear(5, 3), { keep: 0.5, share: 'batch' })
  init(one, key(1))
  const rows = one.forward(ones([4, 5]), train).readSync()
  for (let at = 3; at < 12; at++) expect(rows[at]).toBe(rows[at - 3])
  const inside = residual(linear(3, 3), relu())
  for (const [layer, shape] of [
    [conv2d(2, 3, { kernel: 3 }), [2, 5, 5, 2]],
    [lstm(3, 4), [2, 5, 3]],
    [inside, [2, 3]],
  ] as [Layer, number[]][]) {
    const around = dropConnect(layer, { keep: 0.5, share: 'batch' })
    init(around, key(1))
    const x = randomNormal(key(2), shape)
    const full = around.forward(x, evaluate).readSync()
    expect(around.forward(x, train).readSync()).not.toEqual(full)
    expect(full).toEqual(layer.forward(x, evaluate).readSync())
  }
})

test('biases stay whole, and named parameters alone are thinned', () => {
  const bias = { share: 'batch', parameters: ['bias'] } as const
  const [whole, named] = [dropConnect(linear(2, 4), { keep: 0 }), dropConnect(linear(2, 4), { keep: 0, ...bias })]
  for (const layer of [whole, named]) {
    init(layer, key(1))
    const { layer: own } = layer.params as { layer: Params }
    layer.params = { layer: { ...own, bias: ones([4]) } }
  }
  const x = ones([1, 2])
  expect(whole.forward(x, train).readSync()).toEqual(Float32Array.of(1, 1, 1, 1))
  expect(named.forward(x, train).readSync()).toEqual(matmul(x, weightOf(named)).readSync())
})

test('around an LSTM the recurrent weights alone, and the same ones at all steps', () => {
  const cell = lstm(3, 4)
  const layer = dropConnect(cell, { keep: 0.5, share: 'batch', parameters: ['recurrentWeight'] })
  init(layer, key(1))
  const x = randomNormal(key(2), [2, 6, 3])
  const { recurrentWeight, ...others } = cell.params as Record<string, Tensor>
  const place = train.at('weights', 'recurrentWeight')
  const thinned = dropout({ keep: 0.5 }).forward(recurrentWeight!, place)
  const expected = cell.forward(x, evaluate, { ...others, recurrentWeight: thinned })
  expect(layer.forward(x, train).readSync()).toEqual(expected.readSync())
})

describe('the inference by Gaussian moments', () => {
  const inner = linear(8, 2)
  init(inner, key(1))
  const keep = 0.7

  test('mean and variance are those over all 2^8 masks', () => {
    const x = randomNormal(key(2), [1, 8], { dtype: 'float64' })
    const double = linear(8, 2)
    init(double, key(1), { dtype: 'float64' })
    const [given, weight] = [x.readSync(), (double.params as { weight: Tensor }).weight.readSync()]
    const { mean, variance } = dropConnectMoments(double, x, { keep })
    for (const unit of [0, 1]) {
      let [first, second] = [0, 0]
      for (let mask = 0; mask < 256; mask++) {
        let [y, probability] = [0, 1]
        for (let i = 0; i < 8; i++) {
          const kept = (mask >> i) & 1
          probability *= kept ? keep : 1 - keep
          y += (given[i]! * kept * weight[i * 2 + unit]!) / keep
        }
        first += probability * y
        second += probability * y * y
      }
      expect(mean.readSync()[unit]).toBeCloseTo(first, 12)
      expect(variance.readSync()[unit]).toBeCloseTo(second - first * first, 12)
    }
  })

  test('what an activation makes of its draws is, on average, what it makes of many masks, and not of the mean', () => {
    const [masks, moments] = (['masks', 'moments'] as const).map((sampling) =>
      dropConnect(linear(100, 1, { weight: initializers.ones, bias: false }), { keep: 0.5, sampling }),
    )
    const draws = 20_000
    const row: readonly number[] = [...randomNormal(key(3), [100]).readSync()]
    const mean = row.reduce((total, value) => total + value, 0)
    const x = mul(ones([draws, 1]), reshape(randomNormal(key(3), [1, 100]), [1, 100]))
    const average = (layer: Layer): number => {
      init(layer, key(1))
      const values = rectify(layer.forward(x, sample)).readSync()
      return [...values].reduce((total, value) => total + value, 0) / draws
    }
    const [ofMasks, ofMoments] = [average(masks!), average(moments!)]
    const deviation = Math.sqrt(row.reduce((total, value) => total + value * value, 0))
    // 6 standard errors of a difference of two averages, and an approximation below 1 % of the deviation.
    expect(Math.abs(ofMasks - ofMoments)).toBeLessThan(
      (6 * deviation * Math.SQRT2) / Math.sqrt(draws) + 0.01 * deviation,
    )
    expect(Math.abs(ofMasks - Math.max(mean, 0))).toBeGreaterThan(0.1 * deviation)
  })

  test('its draws follow the rows of the whole batch, and training draws masks', () => {
    const layer = dropConnect(inner, { keep, sampling: 'moments' })
    const x = randomNormal(key(2), [6, 8])
    const whole = layer.forward(x, sample).readSync()
    const below = createPass({ mode: 'sample', key: key(7), row: 2 })
    expect(layer.forward(slice(x, 0, 2), below).readSync()).toEqual(whole.slice(4))
    expect(layer.forward(x, train).readSync()).toEqual(dropConnect(inner, { keep }).forward(x, train).readSync())
    expect(whole).not.toEqual(dropConnect(inner, { keep }).forward(x, sample).readSync())
  })

  test('what has no such moments is refused', () => {
    expect(() => dropConnectMoments(relu(), ones([1, 8]), { keep })).toThrow('it takes a linear layer')
    expect(() => dropConnectMoments(inner, ones([1, 8]), { keep: 0 })).toThrow(
      'dropConnectMoments was given keep 0; it takes a number above 0 and at most 1.',
    )
  })
})

test('what cannot be thinned is refused with a sentence', () => {
  const wrong: [() => unknown, string][] = [
    [() => dropConnect(relu(), { keep: 0.5, share: 'batch' }), 'dropConnect was given a relu with no weights'],
    [() => dropConnect(conv2d(1, 2, { kernel: 3 }), { keep: 0.5 }), "draw one mask for it: { share: 'batch' }"],
    [() => dropConnect(sequential(linear(2, 2)), { keep: 0.5 }), 'one set of weights for a batch'],
    [() => dropConnect(linear(2, 2), { keep: 0.5, share: 'all' as 'batch' }), 'dropConnect was given share "all"'],
    [
      () => dropConnect(linear(2, 2), { keep: 0.5, parameters: ['kernel'] }),
      'no parameter kernel; it has weight, bias',
    ],
    [() => dropConnect(linear(2, 2), { keep: 0.5, sampling: 'mean' as 'masks' }), 'dropConnect was given sampling'],
    [
      () => dropConnect(lstm(2, 2), { keep: 0.5, share: 'batch', sampling: 'moments' }),
      "dropConnect was given sampling 'moments' for a lstm",
    ],
  ]
  for (const [attempt, sentence] of wrong) expect(attempt).toThrow(sentence)
  const layer = dropConnect(linear(2, 2), { keep: 0.5 })
  expect(() => layer.forward(ones([1, 2]), train)).toThrow('linear(2, 2) has no parameters yet')
})
