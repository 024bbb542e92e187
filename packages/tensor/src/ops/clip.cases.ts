import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { clip } from './clip.ts'

export const cases: OpCases = {
  clip: { call: (x) => clip(x, 0, 1), takes: dtypes },
  'clip with open ends': { call: (x) => clip(x, Number.NEGATIVE_INFINITY, 0.5) },
}
