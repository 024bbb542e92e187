import type { ScheduleCases } from '../../test/schedule-cases.ts'
import { early } from './early.ts'

export const cases: ScheduleCases = {
  schedules: {
    early: {
      make: () => early({ keep: 0.9, steps: 50 }),
      values: [
        [0, 0.9],
        [25, 0.95],
        [49, 0.998],
        [50, 1],
        [99, 1],
      ],
      parts: [
        ['rises', 50],
        ['stays', 99],
      ],
      settings: { name: 'early', keep: 0.9, steps: 50, course: 'linear' },
    },
    'early, constant': {
      make: () => early({ drop: 0.25, steps: 10, course: 'constant' }),
      values: [
        [0, 0.75],
        [9, 0.75],
        [10, 1],
        [99, 1],
      ],
      parts: [
        ['stays', 9],
        ['rises', 10],
        ['stays', 99],
      ],
      settings: { name: 'early', keep: 0.75, steps: 10, course: 'constant' },
    },
  },
  refused: [
    [() => early({ keep: 0.5, steps: 0 }), 'early was given steps 0; it takes an integer from 1.'],
    [() => early({ keep: 0.5, steps: 3, course: 'cosine' as 'linear' }), 'early was given course "cosine"'],
    [
      () => early({ steps: 3 } as never),
      'as in early({ keep: 0.8, steps: 1000 }) or early({ drop: 0.2, steps: 1000 }).',
    ],
    [() => early(undefined as never), 'early was given neither keep nor drop'],
    [() => early({ keep: 0.5 } as never), 'early was given no steps; it takes an integer from 1.'],
    [() => early({ keep: () => 0.5, steps: 3 } as never), 'early was given a schedule as keep'],
  ],
}
