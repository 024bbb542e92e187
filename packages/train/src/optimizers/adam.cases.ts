import type { OptimizerCases } from '../../test/cases.ts'
import { inverseTime } from '../schedules/index.ts'
import { adam } from './adam.ts'

const settings = { learningRate: 0.1, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 }

export const cases: OptimizerCases = {
  trajectories: {
    adam: () => adam(settings),
    'adam, falling rate': () => adam({ ...settings, learningRate: inverseTime({ initial: 0.1, halfLife: 4 }) }),
    'adam, defaults': () => adam(),
  },
  refused: [
    [() => adam({ learningRate: -1 }), 'adam was given learningRate -1; it takes'],
    [() => adam({ beta1: -0.1 }), 'adam was given beta1 -0.1; it takes'],
    [() => adam({ beta2: 1 }), 'adam was given beta2 1; it takes'],
    [() => adam({ epsilon: 0 }), 'adam was given epsilon 0; it takes'],
  ],
}
