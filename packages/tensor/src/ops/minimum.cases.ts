import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { broadcastShapes } from '../shape.ts'
import { minimum } from './minimum.ts'

export const cases: OpCases = {
  minimum: { call: minimum, inputs: [{}, {}], takes: dtypes, shape: (a, b) => broadcastShapes('minimum', a, b) },
  'minimum of a number': { call: (x) => minimum(1, x), takes: dtypes },
  'minimum with a number': { call: (x) => minimum(x, 1), takes: dtypes },
}
