import type { OpCases } from '../../test/op-cases.ts'
import { erf } from './erf.ts'

export const cases: OpCases = {
  erf: { call: erf },
}
