import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { broadcastShapes } from '../shape.ts'
import { maximum } from './maximum.ts'

export const cases: OpCases = {
  maximum: { call: maximum, inputs: [{}, {}], takes: dtypes, shape: (a, b) => broadcastShapes('maximum', a, b) },
  'maximum of a number': { call: (x) => maximum(1, x), takes: dtypes },
  'maximum with a number': { call: (x) => maximum(x, 1), takes: dtypes },
}
