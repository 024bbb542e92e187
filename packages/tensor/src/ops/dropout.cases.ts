import { key } from '@thinned/rng'
import type { OpCases } from '../../test/op-cases.ts'
import { dtypes } from '../dtype.ts'
import { dropout, dropoutMask } from './dropout.ts'

export const cases: OpCases = {
  dropout: { call: (x) => dropout(x, { key: key(1), keep: 0.6 }) },
  'dropout at keep 0': { call: (x) => dropout(x, { key: key(1), keep: 0 }) },
  'dropout at keep 1': { call: (x) => dropout(x, { key: key(1), keep: 1 }) },
  'dropout with shared axes': { call: (x) => dropout(x, { key: key(1), keep: 0.5, sharedAxes: [0] }) },
  'dropout without scaling': { call: (x) => dropout(x, { key: key(1), keep: 0.6, scale: 1 }) },
  'dropout of rows taken out of a batch': {
    call: (x) =>
      dropout(x, { key: key(1), keep: 0.6, row: Array.from({ length: x.shape[0]! }, (_, k) => (7 * k) % 5) }),
  },
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
