import { key } from '@thinned/rng'
import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { dropoutMask } from './dropout-mask.ts'

export const cases: OpCases = {
  dropoutMask: {
    call: (x) => dropoutMask(x, { key: key(1), keep: 0.6 }),
    takes: dtypes,
    dtype: 'uint8',
    gradient: false,
  },
  'dropoutMask with shared axes': {
    call: (x) => dropoutMask(x, { key: key(1), keep: 0.5, sharedAxes: [0] }),
    shape: (x) => x.with(0, 1),
    takes: dtypes,
    dtype: 'uint8',
    gradient: false,
  },
}
