import type { OpCases } from '../../test/op-cases.ts'
import { square } from './square.ts'

export const cases: OpCases = {
  square: { call: square },
}
