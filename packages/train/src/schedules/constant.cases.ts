import type { ScheduleCases } from '../../test/cases.ts'
import { constant } from './constant.ts'

export const cases: ScheduleCases = {
  schedules: {
    constant: {
      make: () => constant(0.4),
      values: [
        [0, 0.4],
        [99, 0.4],
      ],
      parts: [['stays', 99]],
      settings: 0.4,
    },
  },
  refused: [],
}
