import type { OpCases } from '../../test/op-cases.ts'
import { cos, sin } from './sin-cos.ts'

export const cases: OpCases = {
  sin: { call: sin, inputs: [{ low: -9, high: 9 }] },
  cos: { call: cos, inputs: [{ low: -9, high: 9 }] },
}
