import type { ScheduleCases } from '../../test/schedule-cases.ts'
import { late } from './late.ts'

export const cases: ScheduleCases = {
  schedules: {
    late: {
      make: () => late({ keep: 0.6, steps: 50 }),
      values: [
        [0, 1],
        [49, 1],
        [50, 0.6],
        [99, 0.6],
      ],
      parts: [
        ['stays', 49],
        ['falls', 50],
        ['stays', 99],
      ],
      settings: { name: 'late', keep: 0.6, steps: 50 },
    },
  },
  refused: [
    [() => late({ keep: 0.5, steps: 1.5 }), 'late was given steps 1.5; it takes an integer from 1.'],
    [() => late({ keep: 2, steps: 1 }), 'late was given keep 2'],
    [() => late({ keep: 2, steps: 1 }), 'Write late({ keep: 0.8, steps: 1000 }) to keep'],
    [() => late(undefined as never), 'late was given neither keep nor drop'],
  ],
}
