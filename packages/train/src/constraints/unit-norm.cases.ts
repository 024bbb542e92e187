import type { ConstraintCases } from '../../test/cases.ts'
import { unitNorm } from './unit-norm.ts'

export const cases: ConstraintCases = {
  make: unitNorm,
  examples: [
    [
      [
        [3, -0.3, 0],
        [4, 0.4, 0],
      ],
      [
        [0.6, -0.6, 0],
        [0.8, 0.8, 0],
      ],
    ],
  ],
  holds: (incoming) => Math.abs(Math.hypot(...incoming) - 1) < 1e-6,
  refused: [],
}
