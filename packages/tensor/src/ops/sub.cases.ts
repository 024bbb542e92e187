import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { broadcastShapes } from '../shape.ts'
import { sub } from './sub.ts'

export const cases: OpCases = {
  sub: { call: sub, inputs: [{}, {}], takes: dtypes, shape: (a, b) => broadcastShapes('sub', a, b) },
  'sub of a number': { call: (x) => sub(2, x), takes: dtypes },
  'sub with a number': { call: (x) => sub(x, 2), takes: dtypes },
}
