import type { OpCases } from '../../test/op-cases.ts'
import { cumulativeSum } from './cumulative-sum.ts'

export const cases: OpCases = {
  cumulativeSum: { call: (x) => cumulativeSum(x), takes: ['float32', 'float64', 'int32'] },
  'cumulativeSum from the end': {
    call: (x) => cumulativeSum(x, 0, { reverse: true }),
    takes: ['float32', 'float64', 'int32'],
  },
}
