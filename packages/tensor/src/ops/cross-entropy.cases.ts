import type { OpCases } from '../../test/op-cases.ts'
import { softmaxCrossEntropy } from './cross-entropy.ts'

export const cases: OpCases = {
  softmaxCrossEntropy: {
    call: softmaxCrossEntropy,
    inputs: [
      { low: -5, high: 5 },
      { dtype: 'int32', low: 0, high: 3 },
    ],
    shapes: [
      [[4, 3], [4]],
      [[1, 3], [1]],
      [[2, 20], [2]],
      [[0, 3], [0]],
    ],
    shape: (_, labels) => labels,
  },
}
