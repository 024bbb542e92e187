import type { OpCases } from '../../test/op-cases.ts'
import { expm1 } from './expm1.ts'

export const cases: OpCases = {
  expm1: { call: expm1 },
}
