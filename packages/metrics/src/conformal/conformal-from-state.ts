import { readState } from '@thinned/schema'
import { MetricsError } from '../metrics-error.ts'
import { type ConformalSetsState, type FittedConformalSets, fittedSets, setsState } from './fitted-sets.ts'

/**
 * Restores fitted sets from their saved state: they give the same sets, to the last bit.
 *
 * @throws {MetricsError} if the value is no such state.
 *
 * @example
 * ```ts
 * import { conformalFromState, conformalSets } from '@thinned/metrics'
 *
 * const heldOut = { probabilities: [0.75, 0.25, 0.5, 0.5], classes: 2, labels: [0, 1] }
 * const json = JSON.stringify(conformalSets({ alpha: 0.4 }).fit(heldOut).state)
 * const { sizes } = conformalFromState(JSON.parse(json)).sets({ probabilities: [0.5, 0.5], classes: 2 })
 * console.log(sizes) // Int32Array(1) [ 2 ]
 * ```
 */
export function conformalFromState(state: ConformalSetsState): FittedConformalSets {
  return fittedSets(readState(setsState, state, 'state', MetricsError))
}
