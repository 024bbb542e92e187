import { readState, type Schema } from '@thinned/schema'
import { MetricsError } from '../metrics-error.ts'
import { ofKind } from '../states/of-kind.ts'
import {
  type ConformalIntervalsState,
  type FittedConformalIntervals,
  fittedIntervals,
  intervalsState,
} from './intervals/fitted-intervals.ts'
import { type ConformalSetsState, type FittedConformalSets, fittedSets, setsState } from './sets/fitted-sets.ts'

/** What a state of each kind restores. */
export type FittedConformal<State> = State extends ConformalIntervalsState
  ? FittedConformalIntervals
  : FittedConformalSets

const schema: Schema<ConformalSetsState | ConformalIntervalsState> = /* @__PURE__ */ ofKind({
  sets: setsState,
  intervals: intervalsState,
})

/**
 * Restores fitted sets or intervals from their saved state: they give the same, to the last bit. Of JSON, such as the metadata of a model, whose type says
 * nothing, write which it is: conformalFromState<ConformalSetsState>(json).
 *
 * @throws {MetricsError} if the value is no such state.
 *
 * @example
 * ```ts
 * import { conformalFromState, conformalSets, type ConformalSetsState } from '@thinned/metrics'
 *
 * const heldOut = { probabilities: [0.75, 0.25, 0.5, 0.5], classes: 2, labels: [0, 1] }
 * const json = JSON.stringify(conformalSets({ alpha: 0.4 }).fit(heldOut).state)
 *
 * const { sizes } = conformalFromState<ConformalSetsState>(JSON.parse(json)).sets({ probabilities: [0.5, 0.5], classes: 2 })
 * console.log(sizes) // Int32Array(1) [ 2 ]
 * ```
 */
export function conformalFromState<State extends ConformalSetsState | ConformalIntervalsState>(
  state: State,
): FittedConformal<State>
export function conformalFromState<State extends ConformalSetsState | ConformalIntervalsState>(
  json: unknown,
): FittedConformal<State>
export function conformalFromState<State extends ConformalSetsState | ConformalIntervalsState>(
  state: unknown,
): FittedConformal<State> {
  const read = readState(schema, state, 'state', MetricsError)
  return (read.kind === 'intervals' ? fittedIntervals(read) : fittedSets(read)) as FittedConformal<State>
}
