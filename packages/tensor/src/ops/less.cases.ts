import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { broadcastShapes } from '../shape.ts'
import { less } from './less.ts'

export const cases: OpCases = {
  less: {
    call: less,
    inputs: [{}, {}],
    takes: dtypes,
    shape: (a, b) => broadcastShapes('less', a, b),
    dtype: 'uint8',
    gradient: false,
  },
  'less of a number': { call: (x) => less(1, x), takes: dtypes, dtype: 'uint8', gradient: false },
  'less with a number': { call: (x) => less(x, 1), takes: dtypes, dtype: 'uint8', gradient: false },
}
