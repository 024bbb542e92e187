import { readState } from '@thinned/schema'
import { MetricsError } from '../metrics-error.ts'
import { type FittedRejection, fittedRejection, type RejectionState, rejectionSchema } from './rejection.ts'

/**
 * Restores a fitted rejection from its saved state, of JSON or typed: it decides the same.
 *
 * @throws {MetricsError} if the value is no such state, or if its parts do not belong together.
 *
 * @example
 * ```ts
 * import { rejectAbove, rejectionFromState } from '@thinned/metrics'
 *
 * const json = JSON.stringify(rejectAbove({ coverage: 0.5 }).fit({ uncertainty: [0.1, 0.2, 0.7] }).state)
 * console.log(json) // {"kind":"coverage","coverage":0.5,"rows":3,"threshold":0.2}
 * console.log(rejectionFromState(JSON.parse(json)).accepts([0.2, 0.3])) // Uint8Array(2) [ 1, 0 ]
 * ```
 */
export function rejectionFromState<State extends RejectionState>(state: State): FittedRejection<State>
export function rejectionFromState<State extends RejectionState>(json: unknown): FittedRejection<State>
export function rejectionFromState<State extends RejectionState>(state: unknown): FittedRejection<State> {
  return fittedRejection(readState(rejectionSchema, state, 'state', MetricsError) as State)
}
