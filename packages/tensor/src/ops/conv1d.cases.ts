import type { OpCases } from '../../test/op-cases.ts'
import { conv1d } from './conv1d.ts'

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
}
