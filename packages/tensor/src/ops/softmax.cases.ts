import type { OpCases } from '../../test/op-cases.ts'
import { softmax } from './softmax.ts'

export const cases: OpCases = {
  softmax: { call: (x) => softmax(x) },
  'softmax along the first axis': { call: (x) => softmax(x, 0), empty: false },
}
