import type { OpCases } from '../../test/op-cases.ts'
import { log1p } from './log1p.ts'

export const cases: OpCases = {
  log1p: { call: log1p, inputs: [{ low: -0.8, high: 3 }] },
}
