import type { OpCases } from '../../test/op-cases.ts'
import { cos, log, log1p, sin } from './elementary.ts'

export const cases: OpCases = {
  log: { call: log, inputs: [{ low: 0.2, high: 3 }] },
  log1p: { call: log1p, inputs: [{ low: -0.8, high: 3 }] },
  sin: { call: sin, inputs: [{ low: -9, high: 9 }] },
  cos: { call: cos, inputs: [{ low: -9, high: 9 }] },
}
