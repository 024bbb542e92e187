import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { transpose } from './transpose.ts'

export const cases: OpCases = {
  transpose: { call: (x) => transpose(x), takes: dtypes, shape: (x) => x.toReversed() },
  'transpose in an order': {
    call: (x) => transpose(x, [-1, 0, 1]),
    takes: dtypes,
    shapes: [[[2, 3, 4]], [[1, 1, 1]], [[3, 0, 2]]],
    shape: ([a, b, c]) => [c!, a!, b!],
  },
}
