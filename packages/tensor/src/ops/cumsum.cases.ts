import type { OpCases } from '../../test/op-cases.ts'
import { cumsum } from './cumsum.ts'

export const cases: OpCases = {
  cumsum: { call: (x) => cumsum(x), takes: ['float32', 'float64', 'int32'] },
  'cumsum from the end': {
    call: (x) => cumsum(x, 0, { reverse: true }),
    takes: ['float32', 'float64', 'int32'],
  },
}
