import type { ScheduleCases } from '../../test/cases.ts'
import { cosine } from './cosine.ts'

export const cases: ScheduleCases = {
  schedules: {
    cosine: {
      make: () => cosine({ initial: 0.4, final: 0.1 }),
      values: [
        [0, 0.4],
        [33, 0.1 + 0.15 * (1 + 0.5)],
        [99, 0.1],
      ],
      parts: [['falls', 99]],
      settings: { name: 'cosine', initial: 0.4, final: 0.1 },
    },
  },
  refused: [],
}
