import type { ConstraintCases } from '../../test/cases.ts'
import { nonNegative } from './non-negative.ts'

export const cases: ConstraintCases = {
  make: nonNegative,
  examples: [
    [
      [
        [3, -0.3],
        [-4, 0],
      ],
      [
        [3, 0],
        [0, 0],
      ],
    ],
  ],
  holds: (incoming) => incoming.every((weight) => weight >= 0),
  refused: [],
}
