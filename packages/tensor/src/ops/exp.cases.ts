import type { OpCases } from '../../test/op-cases.ts'
import { exp } from './exp.ts'

export const cases: OpCases = {
  exp: { call: exp },
}
