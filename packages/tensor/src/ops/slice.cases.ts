import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { slice } from './slice.ts'

export const cases: OpCases = {
  slice: {
    call: (x) => slice(x, 1, 1, 3),
    takes: dtypes,
    shapes: [[[3, 4]], [[2, 3, 2]], [[0, 3]]],
    shape: (x) => x.with(1, 2),
  },
  'slice from the end': { call: (x) => slice(x, -1, -1), takes: dtypes, shape: (x) => x.with(-1, 1) },
  'slice of nothing': { call: (x) => slice(x, 0, 0, 0), takes: dtypes, shape: (x) => x.with(0, 0) },
}
