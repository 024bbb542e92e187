import type { ScheduleCases } from '../../test/schedule-cases.ts'
import { linearKeep } from './linear-keep.ts'

export const cases: ScheduleCases = {
  schedules: {
    linearKeep: {
      make: () => linearKeep({ initial: 1, final: 0.01 }),
      values: [
        [0, 1],
        [1, 0.99],
        [99, 0.01],
      ],
      parts: [['falls', 99]],
      settings: { name: 'linearKeep', initial: 1, final: 0.01 },
    },
    'linearKeep, over some steps': {
      make: () => linearKeep({ initial: 0.5, final: 1, steps: 11 }),
      values: [
        [0, 0.5],
        [5, 0.75],
        [10, 1],
        [99, 1],
      ],
      parts: [
        ['rises', 10],
        ['stays', 99],
      ],
      settings: { name: 'linearKeep', initial: 0.5, final: 1, steps: 11 },
    },
  },
  refused: [
    [
      () => linearKeep({ initial: 1, final: -1 }),
      'linearKeep was given final -1; it takes a number from 0 to 1, as in linearKeep({ initial: 1, final: 0.5 }).',
    ],
    [() => linearKeep({ keep: 0.8 } as never), 'keep is not an option of linearKeep; write initial and final.'],
    [
      () => linearKeep({ initial: 1 } as never),
      'linearKeep was given no final; it takes a number from 0 to 1, as in linearKeep({ initial: 1, final: 0.5 }).',
    ],
    [
      () => linearKeep(undefined as never),
      'linearKeep was given no initial; it takes a number from 0 to 1, as in linearKeep({ initial: 1, final: 0.5 }).',
    ],
    [() => linearKeep({ initial: 1, final: 0, steps: 0 }), 'linearKeep was given steps 0'],
  ],
}
