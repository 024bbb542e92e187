import type { OpCases } from '../../test/op-cases.ts'
import { logSoftmax, softmax } from './softmax.ts'

export const cases: OpCases = {
  'softmax along the first axis': { call: (x) => softmax(x, 0), empty: false },
  'logSoftmax along the first axis': { call: (x) => logSoftmax(x, 0), empty: false },
}
