import type { ScheduleCases } from '../../test/cases.ts'
import { inverseTime } from './inverse-time.ts'
import { linearWarmup } from './linear-warmup.ts'

export const cases: ScheduleCases = {
  schedules: {
    linearWarmup: {
      make: () => linearWarmup({ warmup: 20, schedule: 0.4 }),
      values: [
        [0, 0.02],
        [9, 0.2],
        [19, 0.4],
        [99, 0.4],
      ],
      parts: [
        ['rises', 19],
        ['stays', 99],
      ],
      settings: { name: 'linearWarmup', warmup: 20, schedule: 0.4 },
    },
    'linearWarmup, of a schedule': {
      make: () => linearWarmup({ warmup: 4, schedule: inverseTime({ initial: 1, halfLife: 99 }) }),
      values: [
        [0, 0.25],
        [99, 0.5],
      ],
      parts: [
        ['rises', 3],
        ['falls', 99],
      ],
      settings: { name: 'linearWarmup', warmup: 4, schedule: { name: 'inverseTime', initial: 1, halfLife: 99 } },
    },
  },
  refused: [[() => linearWarmup({ warmup: 0, schedule: 1 }), 'linearWarmup was given warmup 0; it takes']],
}
