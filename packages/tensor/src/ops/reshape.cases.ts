import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { sizeOf } from '../shape.ts'
import { reshape } from './reshape.ts'

export const cases: OpCases = {
  reshape: { call: (x) => reshape(x, [-1]), takes: dtypes, shape: (x) => [sizeOf(x)] },
  'reshape to more axes': { call: (x) => reshape(x, [1, ...x.shape, 1]), takes: dtypes, shape: (x) => [1, ...x, 1] },
}
