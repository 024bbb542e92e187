import { foldIn, key } from '@thinned/rng'
import { randomNormal, reference } from '@thinned/tensor'
import { expect, expectTypeOf, test } from 'vitest'
import {
  conv2d,
  createPass,
  flatten,
  flattenParams,
  init,
  initializers,
  type Layer,
  linear,
  maxPool2d,
  relu,
  sequential,
  summary,
} from '../index.ts'

const evaluate = createPass({ mode: 'evaluate' })
const images = (...shape: number[]) => randomNormal(key('images'), shape)

test('a convolutional net: its types, shapes, names and parameters', () => {
  const model = sequential(
    conv2d(1, 32, { kernel: 3 }),
    relu(),
    conv2d(32, 64, { kernel: [3, 5], stride: [1, 2], padding: 'same', bias: false }),
    maxPool2d(2),
    flatten(),
    linear(4992, 128),
  )
  expectTypeOf(model).toEqualTypeOf<Layer<1, 128>>()
  expect(summary(model, [28, 28, 1]).split('\n')).toEqual([
    'layer       output        parameters  keep',
    'conv2d1     26 × 26 × 32         320',
    'relu1       26 × 26 × 32           0',
    'conv2d2     26 × 13 × 64      30,720',
    'maxPool2d1  13 × 6 × 64            0',
    'flatten1    4992                   0',
    'linear1     128              639,104',
    'total                        670,144',
  ])
  init(model, key(1))
  expect(Object.entries(flattenParams(model.params)).map(([path, { shape }]) => [path, shape])).toEqual([
    ['conv2d1/weight', [3, 3, 1, 32]],
    ['conv2d1/bias', [32]],
    ['conv2d2/weight', [3, 5, 32, 64]],
    ['linear1/weight', [4992, 128]],
    ['linear1/bias', [128]],
  ])
  expect(model.forward(images(2, 28, 28, 1), evaluate).shape).toEqual([2, 128])
  // @ts-expect-error: 32 channels meet a layer that takes 16
  sequential(conv2d(1, 32, { kernel: 3 }), relu(), maxPool2d(2), conv2d(16, 64, { kernel: 3 }))
})

test("first weights are He's, by the fan-in of the whole window, or the initializer's given", () => {
  const weightOf = (layer: Layer) => {
    init(layer, key(4))
    return flattenParams(layer.params)['weight']!.readSync()
  }
  const shape = [3, 5, 8, 4]
  const place = foldIn(key(4), 'weight')
  expect(weightOf(conv2d(8, 4, { kernel: [3, 5] }))).toEqual(
    randomNormal(place, shape, { std: Math.sqrt(2 / (3 * 5 * 8)) }).readSync(),
  )
  expect(weightOf(conv2d(8, 4, { kernel: [3, 5], weight: initializers.normal(0.5) }))).toEqual(
    randomNormal(place, shape, { std: 0.5 }).readSync(),
  )
})

test('images that do not fit, and settings that cannot be, are refused by name', () => {
  const layer = conv2d(3, 8, { kernel: 5 })
  expect(() => layer.outputShape([784])).toThrow(
    'conv2d(3, 8) takes images [batch, height, width, channels], but was given [batch, 784]. Flat images get their axes back with reshape.',
  )
  expect(() => layer.outputShape([28, 28, 1])).toThrow(
    'conv2d(3, 8) takes images of 3 channels, [batch, height, width, 3], but was given [batch, 28, 28, 1].',
  )
  expect(() => layer.outputShape([28, 4, 3])).toThrow('conv2d(3, 8) cannot put a window of [5, 5] on images of [28, 4]')
  expect(() => layer.forward(images(1, 5, 5, 3), evaluate)).toThrow('conv2d(3, 8) has no parameters yet')
  init(layer, key(0))
  const before = reference.memory().buffers
  const wrong = images(1, 5, 5, 2)
  expect(() => layer.forward(wrong, evaluate)).toThrow('takes images of 3 channels')
  wrong.dispose()
  expect(reference.memory().buffers).toBe(before)
  expect(() => conv2d(0, 8, { kernel: 3 })).toThrow('conv2d was given 0 inChannels; it takes an integer from 1.')
  for (const wrongly of [
    { kernel: 0 },
    { kernel: 3, stride: [1, 0] as const },
    { kernel: 3, padding: 'full' as 'same' },
  ])
    expect(() => conv2d(1, 8, wrongly)).toThrow(expect.objectContaining({ name: 'NnError' }))
})
