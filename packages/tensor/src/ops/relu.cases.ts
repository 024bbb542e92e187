import type { OpCases } from '../../test/op-cases.ts'
import { relu } from './relu.ts'

export const cases: OpCases = {
  relu: { call: relu },
}
