import type { OpCases } from '../../test/op-cases.ts'
import { argmax, logSumExp, max, mean, min } from './reductions.ts'

export const cases: OpCases = {
  mean: { call: (x) => mean(x), shape: () => [], empty: false },
  'mean over the first axis': { call: (x) => mean(x, 0), shape: (x) => x.slice(1), empty: false },
  max: { call: (x) => max(x), takes: ['float32', 'float64', 'int32'], shape: () => [], empty: false },
  'max over the first axis': {
    call: (x) => max(x, 0),
    takes: ['float32', 'float64', 'int32'],
    shape: (x) => x.slice(1),
    empty: false,
  },
  'max over two axes': {
    call: (x) => max(x, [1, 0]),
    takes: ['float32', 'float64', 'int32'],
    shape: (x) => x.slice(2),
    empty: false,
  },
  min: { call: (x) => min(x), takes: ['float32', 'float64', 'int32'], shape: () => [], empty: false },
  'min over the first axis': {
    call: (x) => min(x, 0),
    takes: ['float32', 'float64', 'int32'],
    shape: (x) => x.slice(1),
    empty: false,
  },
  'min over two axes': {
    call: (x) => min(x, [1, 0]),
    takes: ['float32', 'float64', 'int32'],
    shape: (x) => x.slice(2),
    empty: false,
  },
  argmax: {
    call: (x) => argmax(x),
    takes: ['float32', 'float64', 'int32'],
    shapes: [[[3, 4]], [[1, 1]], [[2, 3, 2]], [[5]], [[0, 3]]],
    shape: (x) => x.slice(0, -1),
    dtype: 'int32',
    gradient: false,
  },
  'argmax along the first axis': {
    call: (x) => argmax(x, 0),
    takes: ['float32', 'float64', 'int32'],
    shape: (x) => x.slice(1),
    dtype: 'int32',
    gradient: false,
    empty: false,
  },
  logSumExp: { call: (x) => logSumExp(x), shape: (x) => x.slice(0, -1) },
  'logSumExp along the first axis': { call: (x) => logSumExp(x, 0), shape: (x) => x.slice(1), empty: false },
}
