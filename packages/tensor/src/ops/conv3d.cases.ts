import type { OpCases } from '../../test/op-cases.ts'
import { conv3d } from './conv3d.ts'

export const cases: OpCases = {
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
