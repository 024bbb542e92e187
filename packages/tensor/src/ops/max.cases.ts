import type { OpCases } from '../../test/op-cases.ts'
import { max } from './max.ts'

export const cases: OpCases = {
  max: { call: (x) => max(x), takes: ['float32', 'float64', 'int32'], shape: () => [], empty: false },
  'max over the first axis': {
    call: (x) => max(x, 0),
    takes: ['float32', 'float64', 'int32'],
    shape: (x) => x.slice(1),
    empty: false,
  },
  'max over two axes': {
    call: (x) => max(x, [1, 0]),
    takes: ['float32', 'float64', 'int32'],
    shape: (x) => x.slice(2),
    empty: false,
  },
}
