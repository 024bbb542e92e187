import {
  type ConformalIntervalsState,
  type ConformalSetsState,
  conformalFromState,
  conformalIntervals,
  conformalSets,
} from '@thinned/metrics'
import { key } from '@thinned/rng'
import { type FuzzTarget, stateTarget } from '../fuzz-target.ts'

const rows = { probabilities: [0.6, 0.3, 0.1, 0.2, 0.5, 0.3], classes: 3, labels: [0, 2], uncertainty: [0.5, 1] }
const numbers = { predicted: [1, 2], targets: [2, 4], deviation: [1, 1], low: [0, 1], high: [2, 3] }
const alpha = 0.4
const states = [
  conformalSets({ alpha }).fit(rows).state,
  conformalSets({ alpha, score: 'raps', kReg: 1, key: key(1) }).fit(rows).state,
  conformalSets({ alpha, score: 'normalized', floor: 1, emptySets: 'keep' }).fit(rows).state,
  conformalIntervals({ alpha, score: 'normalized', floor: 1 }).fit(numbers).state,
  conformalIntervals({ alpha, score: 'quantile' }).fit(numbers).state,
]

export const target: FuzzTarget = stateTarget(states, (state: ConformalSetsState | ConformalIntervalsState) => {
  const fitted = conformalFromState(state)
  return 'sets' in fitted ? fitted.sets(rows) : fitted.intervals(numbers)
})
