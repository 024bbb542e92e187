import type { OpCases } from '../../test/op-cases.ts'
import { silu } from './silu.ts'

export const cases: OpCases = {
  silu: { call: silu },
}
