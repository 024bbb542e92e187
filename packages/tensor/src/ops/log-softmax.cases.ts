import type { OpCases } from '../../test/op-cases.ts'
import { logSoftmax } from './log-softmax.ts'

export const cases: OpCases = {
  logSoftmax: { call: (x) => logSoftmax(x) },
  'logSoftmax along the first axis': { call: (x) => logSoftmax(x, 0), empty: false },
}
