import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { broadcastShapes } from '../shape.ts'
import { equal } from './equal.ts'

export const cases: OpCases = {
  equal: {
    call: equal,
    inputs: [{}, {}],
    takes: dtypes,
    shape: (a, b) => broadcastShapes('equal', a, b),
    dtype: 'uint8',
    gradient: false,
  },
  'equal of a number': { call: (x) => equal(1, x), takes: dtypes, dtype: 'uint8', gradient: false },
  'equal with a number': { call: (x) => equal(x, 1), takes: dtypes, dtype: 'uint8', gradient: false },
}
