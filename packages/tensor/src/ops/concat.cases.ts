import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { concat } from './concat.ts'

export const cases: OpCases = {
  concat: {
    call: (a, b, c) => concat([a, b, c]),
    inputs: [{}, {}, {}],
    takes: dtypes,
    shapes: [
      [
        [2, 3],
        [1, 3],
        [4, 3],
      ],
      [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
      [
        [2, 2],
        [0, 2],
        [1, 2],
      ],
      [
        [0, 2],
        [0, 2],
        [0, 2],
      ],
    ],
    shape: (a, b, c) => [a[0]! + b[0]! + c[0]!, a[1]!],
  },
  'concat along the last axis': {
    call: (a, b) => concat([a, b], -1),
    inputs: [{}, {}],
    takes: dtypes,
    shapes: [
      [
        [2, 3, 2],
        [2, 3, 1],
      ],
      [[3], [2]],
      [
        [0, 2],
        [0, 3],
      ],
    ],
    shape: (a, b) => a.with(-1, a.at(-1)! + b.at(-1)!),
  },
}
