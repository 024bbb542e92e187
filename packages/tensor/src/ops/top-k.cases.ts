import type { OpCases } from '../../test/op-cases.ts'
import { topK } from './top-k.ts'

export const cases: OpCases = {
  topK: {
    call: (x) => ({ ...topK(x, 2) }),
    takes: ['float32', 'float64', 'int32'],
    shapes: [[[3, 4]], [[1, 2]], [[2, 3, 2]], [[5]], [[0, 3]]],
    shape: (x) => [x.with(-1, 2), x.with(-1, 2)],
    dtype: [undefined, 'int32'],
  },
  'topK along the first axis': {
    call: (x) => ({ ...topK(x, 1, 0) }),
    takes: ['float32', 'float64', 'int32'],
    shapes: [[[3, 4]], [[1, 1]], [[2, 3, 2]], [[3, 0]]],
    shape: (x) => [x.with(0, 1), x.with(0, 1)],
    dtype: [undefined, 'int32'],
  },
  'topK along a middle axis': {
    call: (x) => ({ ...topK(x, 3, 1) }),
    takes: ['float32', 'float64', 'int32'],
    shapes: [[[2, 4, 3]], [[2, 3, 2, 2]], [[0, 3, 1]]],
    shape: (x) => [x.with(1, 3), x.with(1, 3)],
    dtype: [undefined, 'int32'],
  },
}
