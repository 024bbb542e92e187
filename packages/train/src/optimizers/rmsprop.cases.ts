import type { OptimizerCases } from '../../test/cases.ts'
import { inverseTime } from '../schedules/index.ts'
import { rmsprop } from './rmsprop.ts'

const settings = { learningRate: 0.05, decay: 0.9, epsilon: 1e-3 }

export const cases: OptimizerCases = {
  trajectories: {
    rmsprop: () => rmsprop({ ...settings, learningRate: 0.1 }),
    'rmsprop, defaults': () => rmsprop(),
    'rmsprop, momentum': () => rmsprop({ ...settings, momentum: 0.8 }),
    'rmsprop, momentum, falling rate': () =>
      rmsprop({ ...settings, learningRate: inverseTime({ initial: 0.05, halfLife: 4 }), momentum: 0.8 }),
    'rmsprop, centered': () => rmsprop({ ...settings, centered: true }),
    'rmsprop, centered, momentum': () => rmsprop({ learningRate: 0.02, decay: 0.9, momentum: 0.8, centered: true }),
  },
  refused: [
    [() => rmsprop({ learningRate: -1 }), 'rmsprop was given learningRate -1; it takes'],
    [() => rmsprop({ decay: 1 }), 'rmsprop was given decay 1; it takes'],
    [() => rmsprop({ momentum: 1 }), 'rmsprop was given momentum 1; it takes'],
    [() => rmsprop({ epsilon: 0 }), 'rmsprop was given epsilon 0; it takes'],
  ],
}
