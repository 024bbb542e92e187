import type { ScheduleCases } from '../../test/cases.ts'
import { inverseTime } from './inverse-time.ts'

export const cases: ScheduleCases = {
  schedules: {
    inverseTime: {
      make: () => inverseTime({ initial: 4, halfLife: 11 }),
      values: [
        [0, 4],
        [11, 2],
        [33, 1],
        [99, 0.4],
      ],
      parts: [['falls', 99]],
      settings: { name: 'inverseTime', initial: 4, halfLife: 11 },
    },
  },
  refused: [[() => inverseTime({ initial: 1, halfLife: 0 }), 'inverseTime was given halfLife 0; it takes']],
}
