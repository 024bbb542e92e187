import { type RejectionState, rejectAbove, rejectionFromState } from '@thinned/metrics'
import { type FuzzTarget, stateTarget } from '../fuzz-target.ts'

const uncertainty = [0.1, 0.2, 0.3, 0.4, 0.5]
const states = [
  rejectAbove({ coverage: 0.8 }).fit({ uncertainty }).state,
  rejectAbove({ risk: 0.5, confidence: 0.5, candidates: [0.6, 1] }).fit({ uncertainty, wrong: [0, 0, 0, 0, 1] }).state,
]

export const target: FuzzTarget = stateTarget(states, (state: RejectionState) => {
  const { accepts, guarantee } = rejectionFromState(state)
  return [accepts(uncertainty), guarantee]
})
