import type { OpCases } from '../../test/op-cases.ts'
import { mean } from './mean.ts'

export const cases: OpCases = {
  mean: { call: (x) => mean(x), shape: () => [], empty: false },
  'mean over the first axis': { call: (x) => mean(x, 0), shape: (x) => x.slice(1), empty: false },
}
