import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { broadcastShapes } from '../shape.ts'
import { greater } from './greater.ts'

export const cases: OpCases = {
  greater: {
    call: greater,
    inputs: [{}, {}],
    takes: dtypes,
    shape: (a, b) => broadcastShapes('greater', a, b),
    dtype: 'uint8',
    gradient: false,
  },
  'greater of a number': { call: (x) => greater(1, x), takes: dtypes, dtype: 'uint8', gradient: false },
  'greater with a number': { call: (x) => greater(x, 1), takes: dtypes, dtype: 'uint8', gradient: false },
}
