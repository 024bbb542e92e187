import type { ScheduleCases } from '../../test/cases.ts'
import { step } from './step.ts'

export const cases: ScheduleCases = {
  schedules: {
    step: {
      make: () => step({ initial: 0.4, factor: 0.5, every: 3 }),
      values: [
        [0, 0.4],
        [29, 0.4],
        [30, 0.2],
        [60, 0.1],
        [99, 0.05],
      ],
      parts: [['never rises', 99]],
      settings: { name: 'step', initial: 0.4, factor: 0.5, every: 3 },
    },
  },
  refused: [
    [() => step({ initial: 1, factor: 0.5, every: 0 }), 'step was given every 0; it takes'],
    [() => step({ initial: 1, factor: -1, every: 1 }), 'step was given factor -1; it takes'],
  ],
}
