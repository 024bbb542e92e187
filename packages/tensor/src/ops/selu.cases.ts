import type { OpCases } from '../../test/op-cases.ts'
import { selu } from './selu.ts'

export const cases: OpCases = {
  selu: { call: selu },
}
