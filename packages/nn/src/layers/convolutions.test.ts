import { key } from '@thinned/rng'
import {
  backward,
  conv1d as convolve1d,
  conv2d as convolve2d,
  conv3d as convolve3d,
  dropout,
  type MaskSpec,
  planMask,
  randomNormal,
  relu as rectify,
  square,
  sum,
  type Tensor,
} from '@thinned/tensor'
import { expect, expectTypeOf, test } from 'vitest'
import {
  conv1d,
  conv2d,
  conv3d,
  createPass,
  flattenParams,
  globalAveragePool,
  globalMaxPool,
  init,
  type Layer,
  linear,
  maxPool1d,
  plainLayer,
  relu,
  sequential,
  summary,
} from '../index.ts'

test('a net over sequences and one over volumes: types, shapes, names and parameters', () => {
  const sequences = sequential(
    conv1d(4, 8, { kernel: 5, padding: 'same', dilation: 2 }),
    relu(),
    maxPool1d(2),
    conv1d(8, 16, { kernel: 3, groups: 8 }),
    globalMaxPool(),
    linear(16, 3),
  )
  expectTypeOf(sequences).toEqualTypeOf<Layer<4, 3>>()
  expect(summary(sequences, [20, 4]).split('\n')).toEqual([
    'layer           output  parameters  keep',
    'conv1d1         20 × 8         168',
    'relu1           20 × 8           0',
    'maxPool1d1      10 × 8           0',
    'conv1d2         8 × 16          64',
    'globalMaxPool1  16               0',
    'linear1         3               51',
    'total                          283',
  ])
  const volumes = sequential(conv3d(1, 6, { kernel: [1, 3, 3], bias: false }), globalAveragePool(), linear(6, 2))
  expectTypeOf(volumes).toEqualTypeOf<Layer<1, 2>>()
  init(volumes, key(1))
  expect(Object.entries(flattenParams(volumes.params)).map(([path, { shape }]) => [path, shape])).toEqual([
    ['conv3d1/weight', [1, 3, 3, 1, 6]],
    ['linear1/weight', [6, 2]],
    ['linear1/bias', [2]],
  ])
  // @ts-expect-error: 8 channels meet a layer that takes 4, with pooling between
  sequential(conv1d(4, 8, { kernel: 3 }), globalMaxPool(), linear(4, 2))
  // @ts-expect-error: 6 channels meet a layer that takes 5
  sequential(conv3d(1, 6, { kernel: 3 }), conv3d(5, 2, { kernel: 1 }))
})

/** Dropout as the layer does it, without the package that has it. */
function testDropout(keep: number): Layer<'any', 'same'> {
  return {
    ...(plainLayer('thin', undefined) as Layer<'any', 'same'>),
    outputShape: (input) => input,
    forward: (x, pass) => dropout(x, { key: pass.key, keep }),
    epilogue: (pass, input) => ({
      mask: planMask(input, { key: pass.key, keep, sharedAxes: [1] }) as MaskSpec,
    }),
  }
}

test.each([
  ['conv1d', conv1d, convolve1d, [4, 9, 2]],
  ['conv2d', conv2d, convolve2d, [4, 9, 7, 2]],
  ['conv3d', conv3d, convolve3d, [3, 3, 4, 5, 2]],
] as const)(
  '%s: relu and dropout run inside its kernel, to the bits of the separate operations',
  (name, layer, op, shape) => {
    const options = { stride: 2, padding: 'same', groups: 2 } as const
    const model = sequential((layer as typeof conv1d)(2, 6, { kernel: 3, ...options }), relu(), testDropout(0.5))
    init(model, key(2))
    const pass = createPass({ mode: 'train', key: key(3), step: 5 })
    const x = randomNormal(key('inputs'), shape)
    const { weight, bias } = model.params[`${name}1`] as { weight: Tensor; bias: Tensor }
    const run = (y: Tensor) =>
      [y, ...backward(sum(square(y)), [weight, bias])].map((result) => Array.from(result.readSync()))
    const y = model.forward(x, pass)
    expect(Array.from(y.readSync()).filter((value) => value === 0).length).toBeGreaterThan(0.6 * y.size)
    expect(y.node?.op).toBe(name)
    const { key: place } = pass.at('thin1')
    const separate = rectify((op as typeof convolve1d)(x, weight, bias, options))
    expect(run(y)).toEqual(run(dropout(separate, { key: place, keep: 0.5, sharedAxes: [1] })))
  },
)

test('what does not fit is refused by name', () => {
  expect(() => conv1d(4, 8, { kernel: 3 }).outputShape([20, 3])).toThrow(
    'conv1d(4, 8) takes sequences of 4 channels, [batch, time, 4], but was given [batch, 20, 3].',
  )
  expect(() => conv3d(1, 8, { kernel: 3 }).outputShape([8, 8, 1])).toThrow(
    'conv3d(1, 8) takes volumes [batch, depth, height, width, channels], but was given [batch, 8, 8, 1]. Flat volumes get their axes back with reshape.',
  )
  expect(() => conv1d(4, 8, { kernel: 3, dilation: 4 }).outputShape([8, 4])).toThrow(
    'conv1d(4, 8) cannot put a window of [3], which spans [9], on sequences of [8]',
  )
  expect(() => conv2d(4, 6, { kernel: 3, groups: 4 })).toThrow(
    'conv2d was given 4 groups for 4 channels in and 6 out; groups divides both.',
  )
  expect(() => conv2d(4, 4, { kernel: 3, groups: 0 })).toThrow('conv2d was given groups 0; it takes an integer from 1.')
  expect(() => conv2d(4, 4, { kernel: 3, dilation: 0 })).toThrow('conv2d was given dilation 0')
  expect(() => globalMaxPool().outputShape([3])).toThrow(
    'globalMaxPool takes [batch, …, channels] with at least one axis between them and something in it, but was given [batch, 3].',
  )
})
