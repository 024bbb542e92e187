import type { ScheduleCases } from '../../test/cases.ts'
import { oneCycle } from './one-cycle.ts'

export const cases: ScheduleCases = {
  schedules: {
    oneCycle: {
      make: () => oneCycle({ peak: 0.5 }),
      values: [
        [0, 0.02],
        [29, 0.5],
        [64, 0.250001],
        [99, 2e-6],
      ],
      parts: [
        ['rises', 29],
        ['falls', 99],
      ],
      settings: { name: 'oneCycle', peak: 0.5, initial: 0.02, final: 2e-6, rise: 0.3 },
    },
    'oneCycle, momentum': {
      make: () => oneCycle({ initial: 0.95, peak: 0.85, final: 0.95 }),
      values: [
        [0, 0.95],
        [29, 0.85],
        [99, 0.95],
      ],
      parts: [
        ['falls', 29],
        ['rises', 99],
      ],
      settings: { name: 'oneCycle', peak: 0.85, initial: 0.95, final: 0.95, rise: 0.3 },
    },
    'oneCycle, early peak': {
      make: () => oneCycle({ peak: 0.5, initial: 0.05, final: 0.0005, rise: 0.1 }),
      values: [
        [0, 0.05],
        [9, 0.5],
        [99, 0.0005],
      ],
      parts: [
        ['rises', 9],
        ['falls', 99],
      ],
      settings: { name: 'oneCycle', peak: 0.5, initial: 0.05, final: 0.0005, rise: 0.1 },
    },
    'oneCycle, peak at the start': {
      make: () => oneCycle({ peak: 0.5, rise: 0.001 }),
      values: [
        [0, 0.5],
        [99, 2e-6],
      ],
      parts: [['falls', 99]],
      settings: { name: 'oneCycle', peak: 0.5, initial: 0.02, final: 2e-6, rise: 0.001 },
    },
  },
  refused: [
    [
      () => oneCycle({ peak: 1, rise: 0 }),
      'oneCycle was given rise 0; it takes a number above 0 and below 1, such as 0.3.',
    ],
    [() => oneCycle({ peak: 1, rise: 1 }), 'oneCycle was given rise 1; it takes'],
  ],
}
