import type { ScheduleCases } from '../../test/cases.ts'
import { piecewise } from './piecewise.ts'

export const cases: ScheduleCases = {
  schedules: {
    piecewise: {
      make: () => piecewise({ values: [0.4, 0.2, 0.1, 0.05], epochs: [2, 3, 7] }),
      values: [
        [0, 0.4],
        [19, 0.4],
        [20, 0.2],
        [30, 0.1],
        [70, 0.05],
        [99, 0.05],
      ],
      parts: [['never rises', 99]],
      settings: { name: 'piecewise', values: [0.4, 0.2, 0.1, 0.05], epochs: [2, 3, 7] },
    },
  },
  refused: [
    [() => piecewise({ values: [1], epochs: [2] }), 'the values [1] and the epochs [2]; it takes rising integers'],
    [() => piecewise({ values: [1, 2, 3], epochs: [4, 4] }), 'and the epochs [4, 4]; it takes'],
    [() => piecewise({ values: [1, 2], epochs: [0] }), 'piecewise was given epochs[0] 0; it takes an integer from 1.'],
    [
      () => piecewise({ values: [1, 2], epochs: [1.5] }),
      'piecewise was given epochs[0] 1.5; it takes an integer from 1.',
    ],
  ],
}
