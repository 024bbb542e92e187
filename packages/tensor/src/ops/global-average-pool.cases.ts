import type { OpCases } from '../../test/op-cases.ts'
import { globalAveragePool } from './global-average-pool.ts'

export const cases: OpCases = {
  globalAveragePool: {
    call: (x) => globalAveragePool(x),
    shapes: [[[2, 5, 3]], [[1, 1, 1]], [[2, 3, 2, 3]], [[2, 1, 2, 3, 2]], [[0, 3, 2]], [[2, 3, 0]]],
    shape: (x) => [x[0]!, x.at(-1)!],
  },
}
