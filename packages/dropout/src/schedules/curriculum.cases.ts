import type { ScheduleCases } from '../../test/schedule-cases.ts'
import { curriculum } from './curriculum.ts'

export const cases: ScheduleCases = {
  schedules: {
    curriculum: {
      make: () => curriculum({ keep: 0.5 }),
      // γ = 10/100: e^−1 after 10 steps, e^−9.9 at the last.
      values: [
        [0, 1],
        [10, 0.5 + 0.5 * 0.36787944117144233],
        [99, 0.5 + 0.5 * 5.0174682056175e-5],
      ],
      parts: [['falls', 99]],
      settings: { name: 'curriculum', keep: 0.5 },
    },
    'curriculum, of a rate': {
      make: () => curriculum({ drop: 0.2, rate: 0.01 }),
      values: [
        [0, 1],
        [99, 0.8 + 0.2 * 0.3715766910220457],
      ],
      parts: [['falls', 99]],
      settings: { name: 'curriculum', keep: 0.8, rate: 0.01 },
    },
  },
  refused: [
    [() => curriculum({ keep: 0.5, rate: 0 }), 'curriculum was given rate 0; it takes a number above 0.'],
    [() => curriculum(undefined as never), 'curriculum was given neither keep nor drop'],
    [() => curriculum({ keep: 0.5, drop: 0.5 } as never), 'curriculum was given both keep 0.5 and drop 0.5'],
  ],
}
