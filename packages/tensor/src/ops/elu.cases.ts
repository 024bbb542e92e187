import type { OpCases } from '../../test/op-cases.ts'
import { elu } from './elu.ts'

export const cases: OpCases = {
  elu: { call: (x) => elu(x) },
  'elu with an alpha': { call: (x) => elu(x, 1.5) },
}
