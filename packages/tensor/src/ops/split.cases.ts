import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { split } from './split.ts'

export const cases: OpCases = {
  split: {
    call: (x) => split(x, 2),
    takes: dtypes,
    shapes: [[[4, 3]], [[2, 1]], [[2, 2, 2]], [[2, 0]], [[0, 3]]],
    shape: ([extent, ...rest]) => [
      [extent! / 2, ...rest],
      [extent! / 2, ...rest],
    ],
  },
  'split into sizes': {
    call: (x) => split(x, [1, 0, 2], -1),
    takes: dtypes,
    shapes: [[[2, 3]], [[3]], [[0, 3]]],
    shape: (x) => [x.with(-1, 1), x.with(-1, 0), x.with(-1, 2)],
  },
}
