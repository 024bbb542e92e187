import type { ScheduleCases } from '../../test/cases.ts'
import { polynomial } from './polynomial.ts'

export const cases: ScheduleCases = {
  schedules: {
    polynomial: {
      make: () => polynomial({ initial: 0.4, power: 2 }),
      values: [
        [0, 0.4],
        [33, (0.4 * 4) / 9],
        [99, 0],
      ],
      parts: [['falls', 99]],
      settings: { name: 'polynomial', initial: 0.4, final: 0, power: 2 },
    },
    'polynomial, a line': {
      make: () => polynomial({ initial: 0.1, final: 0.4 }),
      values: [
        [0, 0.1],
        [33, 0.2],
        [99, 0.4],
      ],
      parts: [['rises', 99]],
      settings: { name: 'polynomial', initial: 0.1, final: 0.4, power: 1 },
    },
  },
  refused: [[() => polynomial({ initial: 1, power: 0 }), 'polynomial was given power 0; it takes']],
}
