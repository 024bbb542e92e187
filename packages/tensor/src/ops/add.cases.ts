import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { broadcastShapes } from '../shape.ts'
import { add } from './add.ts'

export const cases: OpCases = {
  add: { call: add, inputs: [{}, {}], takes: dtypes, shape: (a, b) => broadcastShapes('add', a, b) },
  'add with a number': { call: (x) => add(x, 2), takes: dtypes },
}
