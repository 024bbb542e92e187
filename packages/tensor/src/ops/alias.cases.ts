import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { alias } from './alias.ts'

export const cases: OpCases = {
  alias: { call: alias, takes: dtypes },
}
