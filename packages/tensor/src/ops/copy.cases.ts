import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { alias, cast, contiguous } from './copy.ts'

export const cases: OpCases = {
  alias: { call: alias, takes: dtypes },
  contiguous: { call: contiguous, takes: dtypes },
  cast: { call: (x) => cast(x, 'float64'), takes: dtypes, dtype: 'float64' },
  'cast to what it is': { call: (x) => cast(x, x.dtype), takes: dtypes },
  'cast to integers': { call: (x) => cast(x, 'int32'), takes: dtypes, dtype: 'int32', gradient: false },
}
