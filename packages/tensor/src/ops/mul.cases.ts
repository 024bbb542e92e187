import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { broadcastShapes } from '../shape.ts'
import { mul } from './mul.ts'

export const cases: OpCases = {
  mul: { call: mul, inputs: [{}, {}], takes: dtypes, shape: (a, b) => broadcastShapes('mul', a, b) },
  'mul of a number': { call: (x) => mul(2, x), takes: dtypes },
  'mul with a number': { call: (x) => mul(x, 2), takes: dtypes },
}
