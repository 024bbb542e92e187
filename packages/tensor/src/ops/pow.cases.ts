import type { OpCases } from '../../test/op-cases.ts'
import { broadcastShapes } from '../shape.ts'
import { pow } from './pow.ts'

export const cases: OpCases = {
  pow: { call: pow, inputs: [{ low: 0.2, high: 3 }, {}], shape: (a, b) => broadcastShapes('pow', a, b) },
  'pow of a number': { call: (x) => pow(2, x) },
  'pow to a number': { call: (x) => pow(x, 2.5), inputs: [{ low: 0.2, high: 3 }] },
}
