import type { OptimizerCases } from '../../test/cases.ts'
import { inverseTime } from '../schedules/index.ts'
import { sgd } from './sgd.ts'

export const cases: OptimizerCases = {
  trajectories: {
    sgd: () => sgd({ learningRate: 0.1 }),
    'sgd, momentum': () => sgd({ learningRate: 0.1, momentum: 0.9 }),
    'sgd, momentum, falling rate': () =>
      sgd({ learningRate: inverseTime({ initial: 0.1, halfLife: 4 }), momentum: 0.9 }),
    'sgd, Nesterov': () => sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true }),
  },
  refused: [
    [() => sgd({ learningRate: Number.NaN }), 'sgd was given learningRate NaN; it takes'],
    [() => sgd({ learningRate: -1 }), 'sgd was given learningRate -1; it takes'],
    [() => sgd({ learningRate: 0.1, momentum: 1 }), 'sgd was given momentum 1; it takes'],
    [() => sgd({ learningRate: 0.1, nesterov: true }), 'sgd was given nesterov without momentum'],
  ],
}
