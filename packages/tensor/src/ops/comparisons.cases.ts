import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { broadcastShapes } from '../shape.ts'
import type { Tensor } from '../tensor.ts'
import { equal, greater, greaterEqual, less, lessEqual, notEqual, where } from './comparisons.ts'

type Operand = Tensor | number

/** A comparison of two tensors, and with a number on either side. */
function comparisonCases(fn: (a: Operand, b: Operand) => Tensor): OpCases {
  const { name } = fn
  const result = { takes: dtypes, dtype: 'uint8', gradient: false } as const
  return {
    [name]: { ...result, call: fn, inputs: [{}, {}], shape: (a, b) => broadcastShapes(name, a, b) },
    [`${name} of a number`]: { ...result, call: (x) => fn(1, x) },
    [`${name} with a number`]: { ...result, call: (x) => fn(x, 1) },
  }
}

export const cases: OpCases = {
  ...comparisonCases(equal),
  ...comparisonCases(notEqual),
  ...comparisonCases(greater),
  ...comparisonCases(greaterEqual),
  ...comparisonCases(less),
  ...comparisonCases(lessEqual),
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
