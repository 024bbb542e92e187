import type { OpCases } from '../../test/op-cases.ts'
import { abs } from './abs.ts'

export const cases: OpCases = {
  abs: { call: abs },
}
