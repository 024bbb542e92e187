import { arrayScalerFromState, linearRegression, standardizeArrays } from '@thinned/data'
import { key } from '@thinned/rng'
import { type FuzzTarget, stateTarget } from '../fuzz-target.ts'

const train = linearRegression({ size: 6, key: key(1), coefficients: [1, 2] })
const states = [standardizeArrays().fit(train).state, standardizeArrays({ of: 'targets' }).fit(train).state]

export const target: FuzzTarget = stateTarget(states, (state) => {
  const scaler = arrayScalerFromState(state)
  return scaler.apply(train)
})
