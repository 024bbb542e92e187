import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { gather, scatterAdd } from './gather.ts'

export const cases: OpCases = {
  gather: {
    call: gather,
    inputs: [{}, { dtype: 'int32', low: 0, high: 3 }],
    takes: dtypes,
    shapes: [
      [[3, 4], [5]],
      [[3, 1], [1]],
      [[3], [4]],
      [[3, 2, 2], [2]],
      [[3, 2], [0]],
    ],
    shape: ([, ...rest], [count]) => [count!, ...rest],
  },
  scatterAdd: {
    call: (x, indices) => scatterAdd(x, indices, 4),
    inputs: [{}, { dtype: 'int32', low: 0, high: 4 }],
    shapes: [
      [[5, 3], [5]],
      [[1, 1], [1]],
      [[6], [6]],
      [[0, 3], [0]],
    ],
    shape: ([, ...rest]) => [4, ...rest],
  },
}
