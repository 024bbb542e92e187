import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { contiguous } from './contiguous.ts'

export const cases: OpCases = {
  contiguous: { call: contiguous, takes: dtypes },
}
