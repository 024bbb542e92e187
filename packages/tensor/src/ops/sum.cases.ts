import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { broadcastTo, sum, sumTo } from './sum.ts'

export const cases: OpCases = {
  sum: { call: (x) => sum(x), takes: ['float32', 'float64', 'int32'], shape: () => [] },
  'sum over the last axis': {
    call: (x) => sum(x, -1),
    takes: ['float32', 'float64', 'int32'],
    shape: (x) => x.slice(0, -1),
  },
  'sum over two axes': {
    call: (x) => sum(x, [0, 1]),
    takes: ['float32', 'float64', 'int32'],
    shape: (x) => x.slice(2),
  },
  'sum over no axes': { call: (x) => sum(x, []), takes: ['float32', 'float64', 'int32'] },
  broadcastTo: { call: (x) => broadcastTo(x, [3, ...x.shape]), takes: dtypes, shape: (x) => [3, ...x] },
  'broadcastTo along an axis': {
    call: (x) => broadcastTo(x, [4, 3]),
    takes: dtypes,
    shapes: [[[1, 3]], [[4, 1]], [[1]], [[]]],
    shape: () => [4, 3],
    empty: false,
  },
  sumTo: {
    call: (x) => sumTo(x, [3, 1]),
    takes: ['float32', 'float64', 'int32'],
    shapes: [[[3, 4]], [[2, 3, 2]], [[3, 0]]],
    shape: () => [3, 1],
  },
}
