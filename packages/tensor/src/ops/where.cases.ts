import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { broadcastShapes } from '../shape.ts'
import { where } from './where.ts'

export const cases: OpCases = {
  where: {
    call: where,
    inputs: [{ dtype: 'uint8' }, {}, {}],
    takes: dtypes,
    shapes: [
      [
        [3, 4],
        [3, 4],
        [3, 4],
      ],
      [[4], [3, 1], [1, 1]],
      [[2, 1, 2], [], [3, 1]],
      [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
      [[3], [0, 3], [1]],
    ],
    shape: (...shapes) => shapes.reduce((a, b) => broadcastShapes('where', a, b)),
  },
  'where with a number': {
    call: (condition, x) => where(condition, x, 0),
    inputs: [{ dtype: 'uint8' }, {}],
    takes: dtypes,
    shape: (a, b) => broadcastShapes('where', a, b),
  },
  'where of a number': {
    call: (condition, x) => where(condition, 2, x),
    inputs: [{ dtype: 'uint8' }, {}],
    takes: dtypes,
    shape: (a, b) => broadcastShapes('where', a, b),
  },
}
