import type { OpCases } from '../../test/op-cases.ts'
import { lstmCell } from './lstm-cell.ts'

export const cases: OpCases = {
  lstmCell: {
    call: (input, recurrent, cell) => lstmCell(input, recurrent, cell),
    inputs: [{}, {}, {}],
    shapes: [
      [
        [3, 20],
        [3, 20],
        [3, 5],
      ],
      [
        [1, 4],
        [1, 4],
        [1, 1],
      ],
      [
        [2, 40],
        [2, 40],
        [2, 10],
      ],
      [
        [0, 8],
        [0, 8],
        [0, 2],
      ],
    ],
    shape: (_, __, cell) => [cell, cell],
  },
}
