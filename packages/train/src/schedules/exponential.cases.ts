import type { ScheduleCases } from '../../test/cases.ts'
import { exponential } from './exponential.ts'

export const cases: ScheduleCases = {
  schedules: {
    exponential: {
      make: () => exponential({ initial: 0.4, final: 0.0004 }),
      values: [
        [0, 0.4],
        [33, 0.04],
        [66, 0.004],
        [99, 0.0004],
      ],
      parts: [['falls', 99]],
      settings: { name: 'exponential', initial: 0.4, final: 0.0004 },
    },
    'exponential, rising': {
      make: () => exponential({ initial: 1e-4, final: 0.1 }),
      values: [
        [0, 1e-4],
        [33, 1e-3],
        [99, 0.1],
      ],
      parts: [['rises', 99]],
      settings: { name: 'exponential', initial: 1e-4, final: 0.1 },
    },
  },
  refused: [
    [() => exponential({ initial: 1, final: 0 }), 'exponential was given final 0; it takes'],
    [() => exponential({ initial: -1, final: 1 }), 'exponential was given initial -1; it takes'],
  ],
}
