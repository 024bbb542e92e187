import type { OpCases } from '../../test/op-cases.ts'
import { softplus } from './softplus.ts'

export const cases: OpCases = {
  softplus: { call: softplus },
}
