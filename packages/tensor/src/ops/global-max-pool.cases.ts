import type { OpCases } from '../../test/op-cases.ts'
import { globalMaxPool } from './global-max-pool.ts'

export const cases: OpCases = {
  globalMaxPool: {
    call: (x) => globalMaxPool(x),
    shapes: [[[2, 5, 3]], [[1, 1, 1]], [[2, 3, 2, 3]], [[2, 1, 2, 3, 2]], [[0, 3, 2]], [[2, 3, 0]]],
    shape: (x) => [x[0]!, x.at(-1)!],
  },
}
