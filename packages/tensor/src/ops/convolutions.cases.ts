import { key } from '@thinned/rng'
import type { OpCases } from '../../test/op-cases.ts'
import { type MaskSpec, planMask } from '../masks/mask.ts'
import { conv1d, conv2d, conv3d } from './convolutions.ts'

const shapes = [
  [[2, 3, 4, 2], [2, 3, 2, 3], [3]],
  [[1, 1, 1, 1], [1, 1, 1, 1], [1]],
  [[0, 3, 3, 2], [2, 2, 2, 1], [1]],
] as const

export const cases: OpCases = {
  conv1d: {
    call: (x, weight, bias) => conv1d(x, weight, bias),
    inputs: [{}, {}, {}],
    shapes: [
      [[2, 5, 3], [2, 3, 4], [4]],
      [[1, 1, 1], [1, 1, 1], [1]],
      [[0, 4, 2], [3, 2, 1], [1]],
    ],
    shape: ([batch, time], [places, , out]) => [batch!, time! - places! + 1, out!],
  },
  'conv1d in strides, with holes and groups': {
    call: (x, weight) => conv1d(x, weight, undefined, { stride: 3, dilation: 2, padding: 'same', groups: 2 }),
    inputs: [{}, {}],
    shapes: [
      [
        [2, 7, 4],
        [3, 2, 2],
      ],
      [
        [0, 4, 2],
        [2, 1, 2],
      ],
    ],
    shape: ([batch, time], [, , out]) => [batch!, Math.ceil(time! / 3), out!],
  },
  conv2d: {
    call: (x, weight, bias) => conv2d(x, weight, bias),
    inputs: [{}, {}, {}],
    shapes,
    shape: ([batch, height, width], [rows, columns, , out]) => [
      batch!,
      height! - rows! + 1,
      width! - columns! + 1,
      out!,
    ],
  },
  'conv2d with relu and dropout': {
    call: (x, weight, bias) => {
      const shape = [x.shape[0]!, x.shape[1]!, x.shape[2]!, weight.shape[3]!]
      const mask = planMask({ shape, dtype: x.dtype }, { key: key(3), keep: 0.5 }) as MaskSpec
      return conv2d(x, weight, bias, { padding: 'same', epilogue: { relu: true, mask } })
    },
    inputs: [{}, {}, {}],
    shapes,
    shape: (x, [, , , out]) => x.with(-1, out!),
  },
  'conv2d in strides, with holes, padding and groups': {
    call: (x, weight) => conv2d(x, weight, undefined, { stride: [3, 1], dilation: [1, 2], padding: [2, 1], groups: 2 }),
    inputs: [{}, {}],
    shapes: [
      [
        [2, 4, 3, 4],
        [2, 2, 2, 2],
      ],
      [
        [0, 4, 3, 2],
        [2, 2, 1, 4],
      ],
    ],
    shape: ([batch], [, , , out]) => [batch!, 3, 3, out!],
  },
  'conv2d of each channel': {
    call: (x, weight, bias) =>
      conv2d(x, weight, bias, { padding: 'same', groups: x.shape[3]!, epilogue: { relu: true } }),
    inputs: [{}, {}, {}],
    shapes: [
      [[2, 3, 4, 5], [3, 3, 1, 5], [5]],
      [[1, 2, 2, 3], [2, 1, 1, 6], [6]],
      [[0, 2, 2, 2], [1, 2, 1, 2], [2]],
    ],
    shape: (x, [, , , out]) => x.with(-1, out!),
  },
  conv3d: {
    call: (x, weight, bias) => conv3d(x, weight, bias),
    inputs: [{}, {}, {}],
    shapes: [
      [[2, 3, 2, 3, 2], [2, 1, 2, 2, 3], [3]],
      [[1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1]],
      [[0, 2, 2, 2, 1], [1, 2, 1, 1, 1], [1]],
    ],
    shape: ([batch, ...extents], weight) => [
      batch!,
      ...[0, 1, 2].map((axis) => extents[axis]! - weight[axis]! + 1),
      weight[4]!,
    ],
  },
  'conv3d in strides, with holes, padding and groups': {
    call: (x, weight) =>
      conv3d(x, weight, undefined, { stride: [1, 2, 3], dilation: [2, 1, 1], padding: [1, 0, 1], groups: 2 }),
    inputs: [{}, {}],
    shapes: [
      [
        [2, 3, 3, 2, 4],
        [2, 2, 1, 2, 2],
      ],
      [
        [0, 3, 3, 2, 2],
        [2, 2, 1, 1, 2],
      ],
    ],
    shape: ([batch], weight) => [batch!, 3, 1, 2, weight[4]!],
  },
}
