import { isotonicScaling, scalingFromState, temperatureScaling, vectorScaling } from '@thinned/metrics'
import { type FuzzTarget, stateTarget } from '../fuzz-target.ts'

const batch = { probabilities: [0.5, 0.25, 0.25, 0, 0.75, 0.25, 0.125, 0.125, 0.75], classes: 3, labels: [0, 1, 2] }
const states = [temperatureScaling(), vectorScaling(), isotonicScaling()].map((scaling) => scaling.fit(batch).state)

export const target: FuzzTarget = stateTarget(states, (state) => scalingFromState(state).apply(batch))
