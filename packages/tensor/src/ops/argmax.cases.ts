import type { OpCases } from '../../test/op-cases.ts'
import { argmax } from './argmax.ts'

export const cases: OpCases = {
  argmax: {
    call: (x) => argmax(x),
    takes: ['float32', 'float64', 'int32'],
    shapes: [[[3, 4]], [[1, 1]], [[2, 3, 2]], [[5]], [[0, 3]]],
    shape: (x) => x.slice(0, -1),
    dtype: 'int32',
    gradient: false,
  },
  'argmax along the first axis': {
    call: (x) => argmax(x, 0),
    takes: ['float32', 'float64', 'int32'],
    shape: (x) => x.slice(1),
    dtype: 'int32',
    gradient: false,
    empty: false,
  },
}
