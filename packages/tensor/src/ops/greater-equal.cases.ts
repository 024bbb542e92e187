import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { broadcastShapes } from '../shape.ts'
import { greaterEqual } from './greater-equal.ts'

export const cases: OpCases = {
  greaterEqual: {
    call: greaterEqual,
    inputs: [{}, {}],
    takes: dtypes,
    shape: (a, b) => broadcastShapes('greaterEqual', a, b),
    dtype: 'uint8',
    gradient: false,
  },
  'greaterEqual of a number': { call: (x) => greaterEqual(1, x), takes: dtypes, dtype: 'uint8', gradient: false },
  'greaterEqual with a number': { call: (x) => greaterEqual(x, 1), takes: dtypes, dtype: 'uint8', gradient: false },
}
