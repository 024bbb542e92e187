import type { OpCases } from '../../test/op-cases.ts'
import { logSumExp } from './log-sum-exp.ts'

export const cases: OpCases = {
  logSumExp: { call: (x) => logSumExp(x), shape: (x) => x.slice(0, -1) },
  'logSumExp along the first axis': { call: (x) => logSumExp(x, 0), shape: (x) => x.slice(1), empty: false },
}
