import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { broadcastShapes } from '../shape.ts'
import { lessEqual } from './less-equal.ts'

export const cases: OpCases = {
  lessEqual: {
    call: lessEqual,
    inputs: [{}, {}],
    takes: dtypes,
    shape: (a, b) => broadcastShapes('lessEqual', a, b),
    dtype: 'uint8',
    gradient: false,
  },
  'lessEqual of a number': { call: (x) => lessEqual(1, x), takes: dtypes, dtype: 'uint8', gradient: false },
  'lessEqual with a number': { call: (x) => lessEqual(x, 1), takes: dtypes, dtype: 'uint8', gradient: false },
}
