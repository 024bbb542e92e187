import { type ActivationBatch, checkActivations, checkSeen } from '../../batches/batch.ts'
import { checkNone } from '../../check-arguments.ts'
import type { Metric } from '../../metric.ts'
import { MetricsError } from '../../metrics-error.ts'

/** Per unit: the sum of its activations, and for how many examples it was not 0. */
export interface ActivationSparsityState {
  readonly count: number
  readonly sums: readonly number[]
  readonly active: readonly number[]
}

export interface ActivationSparsity {
  /** The share of activations that are not 0, in [0, 1]. */
  readonly activeShare: number
  /** The mean of all activations. */
  readonly mean: number
  /** The share of units that were 0 for every example, in [0, 1]. */
  readonly silentShare: number
  /** The mean activation of each unit [units], for a histogram. */
  readonly unitMeans: readonly number[]
}

/**
 * The sparsity of hidden activations: how many units are active for an example, and how active each unit is over all examples. Take the
 * activations [n, units] of the full network, behind relu: an inactive unit gives 0. Source: Srivastava et al. 2014, section 7.2.
 *
 * @throws {MetricsError} where the activations do not divide into rows of `units`, or are no finite numbers.
 *
 * @example
 * ```ts
 * import { activationSparsity, measure } from '@thinned/metrics'
 *
 * const sparsity = measure(activationSparsity(), { activations: [0, 2, 0, 1, 0, 0], units: 3 })
 * console.log(sparsity.unitMeans, sparsity.activeShare.toFixed(2)) // [ 0.5, 1, 0 ] 0.33
 * ```
 */
export function activationSparsity(...none: []): Metric<ActivationSparsityState, ActivationBatch, ActivationSparsity> {
  checkNone('activationSparsity', none)
  return {
    name: 'activation sparsity',
    empty: () => ({ count: 0, sums: [], active: [] }),
    update: (state, batch) => {
      const rows = checkActivations(batch, state.sums.length)
      if (rows === 0) return state
      const { activations, units } = batch
      const [sums, active] = [state.sums, state.active].map((list) => (list.length === 0 ? zeros(units) : [...list]))
      for (let i = 0; i < activations.length; i++) {
        sums![i % units]! += activations[i]!
        if (activations[i] !== 0) active![i % units]!++
      }
      return { count: state.count + rows, sums: sums!, active: active! }
    },
    merge: (a, b) => {
      if (a.count === 0 || b.count === 0) return a.count === 0 ? b : a
      if (a.sums.length !== b.sums.length)
        throw new MetricsError(
          `States of ${a.sums.length} and ${b.sums.length} units were to be merged; they are of the same.`,
        )
      return {
        count: a.count + b.count,
        sums: a.sums.map((sum, unit) => sum + b.sums[unit]!),
        active: a.active.map((count, unit) => count + b.active[unit]!),
      }
    },
    compute: ({ count, sums, active }) => {
      checkSeen('activation sparsity', count)
      const all = count * sums.length
      return {
        activeShare: active.reduce((sum, times) => sum + times, 0) / all,
        mean: sums.reduce((sum, one) => sum + one, 0) / all,
        silentShare: active.filter((times) => times === 0).length / active.length,
        unitMeans: sums.map((sum) => sum / count),
      }
    },
  }
}

const zeros = (length: number): number[] => new Array<number>(length).fill(0)
