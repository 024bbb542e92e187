import type { OpCases } from '../../test/op-cases.ts'
import { neg } from './neg.ts'

export const cases: OpCases = {
  neg: { call: neg },
}
