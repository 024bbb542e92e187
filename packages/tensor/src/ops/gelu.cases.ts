import type { OpCases } from '../../test/op-cases.ts'
import { gelu } from './gelu.ts'

export const cases: OpCases = {
  gelu: { call: gelu },
}
