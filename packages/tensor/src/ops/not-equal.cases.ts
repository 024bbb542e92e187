import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { broadcastShapes } from '../shape.ts'
import { notEqual } from './not-equal.ts'

export const cases: OpCases = {
  notEqual: {
    call: notEqual,
    inputs: [{}, {}],
    takes: dtypes,
    shape: (a, b) => broadcastShapes('notEqual', a, b),
    dtype: 'uint8',
    gradient: false,
  },
  'notEqual of a number': { call: (x) => notEqual(1, x), takes: dtypes, dtype: 'uint8', gradient: false },
  'notEqual with a number': { call: (x) => notEqual(x, 1), takes: dtypes, dtype: 'uint8', gradient: false },
}
