import type { OptimizerCases } from '../../test/cases.ts'
import { inverseTime } from '../schedules/index.ts'
import { adamW } from './adam-w.ts'

const settings = { learningRate: 0.1, beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.2 }

export const cases: OptimizerCases = {
  trajectories: {
    adamW: () => adamW(settings),
    'adamW, falling rate': () => adamW({ ...settings, learningRate: inverseTime({ initial: 0.1, halfLife: 4 }) }),
    'adamW, defaults': () => adamW(),
  },
  refused: [
    [() => adamW({ learningRate: -1 }), 'adamW was given learningRate -1; it takes'],
    [() => adamW({ beta1: 1 }), 'adamW was given beta1 1; it takes'],
    [() => adamW({ weightDecay: -0.1 }), 'adamW was given weightDecay -0.1; it takes a number from 0.'],
    [() => adamW({ weightDecay: Infinity }), 'adamW was given weightDecay Infinity; it takes'],
  ],
}
