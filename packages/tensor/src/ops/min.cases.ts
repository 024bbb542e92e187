import type { OpCases } from '../../test/op-cases.ts'
import { min } from './min.ts'

export const cases: OpCases = {
  min: { call: (x) => min(x), takes: ['float32', 'float64', 'int32'], shape: () => [], empty: false },
  'min over the first axis': {
    call: (x) => min(x, 0),
    takes: ['float32', 'float64', 'int32'],
    shape: (x) => x.slice(1),
    empty: false,
  },
  'min over two axes': {
    call: (x) => min(x, [1, 0]),
    takes: ['float32', 'float64', 'int32'],
    shape: (x) => x.slice(2),
    empty: false,
  },
}
