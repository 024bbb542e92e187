import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { stack } from './stack.ts'

export const cases: OpCases = {
  stack: {
    call: (a, b) => stack([a, b]),
    inputs: [{}, {}],
    takes: dtypes,
    shapes: [
      [
        [3, 4],
        [3, 4],
      ],
      [
        [1, 1],
        [1, 1],
      ],
      [[], []],
      [
        [0, 3],
        [0, 3],
      ],
    ],
    shape: (a) => [2, ...a],
  },
  'stack along the last axis': {
    call: (a, b, c) => stack([a, b, c], -1),
    inputs: [{}, {}, {}],
    takes: dtypes,
    shapes: [
      [
        [2, 3],
        [2, 3],
        [2, 3],
      ],
      [[0], [0], [0]],
    ],
    shape: (a) => [...a, 3],
  },
}
