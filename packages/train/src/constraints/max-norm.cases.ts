import type { ConstraintCases } from '../../test/cases.ts'
import { maxNorm } from './max-norm.ts'

export const cases: ConstraintCases = {
  make: () => maxNorm(2),
  examples: [
    [
      [
        [3, 0.3],
        [4, 0.4],
      ],
      [
        [1.2, 0.3],
        [1.6, 0.4],
      ],
    ],
  ],
  holds: (incoming) => Math.hypot(...incoming) <= 2 * (1 + 1e-6),
  refused: [
    [() => maxNorm(0), 'maxNorm was given c 0; it takes a number above 0.'],
    [() => maxNorm(Infinity), 'maxNorm was given c Infinity'],
  ],
}
