import type { OpCases } from '../../test/op-cases.ts'
import { oneHot } from './one-hot.ts'

export const cases: OpCases = {
  oneHot: {
    call: (labels) => oneHot(labels, 3),
    inputs: [{ low: 0, high: 4 }],
    takes: ['int32', 'uint8'],
    shape: (labels) => [...labels, 3],
    dtype: 'float32',
    gradient: false,
  },
  'oneHot of a dtype': {
    call: (labels) => oneHot(labels, 2, { dtype: 'uint8' }),
    inputs: [{ low: 0, high: 2 }],
    takes: ['int32', 'uint8'],
    shape: (labels) => [...labels, 2],
    dtype: 'uint8',
    gradient: false,
  },
}
