import type { OpCases } from '../../test/op-cases.ts'
import { broadcastShapes } from '../shape.ts'
import { div } from './div.ts'

export const cases: OpCases = {
  div: { call: div, inputs: [{}, { low: 0.5 }], shape: (a, b) => broadcastShapes('div', a, b) },
  'div of a number': { call: (x) => div(2, x), inputs: [{ low: 0.5 }] },
  'div by a number': { call: (x) => div(x, 3) },
}
