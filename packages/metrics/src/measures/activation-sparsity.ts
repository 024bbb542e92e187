import { type ActivationBatch, checkActivations } from '../activation-batch.ts'
import { checkSeen } from '../batch.ts'
import { measure } from '../measure.ts'
import type { Metric } from '../metric.ts'
import { MetricsError } from '../metrics-error.ts'

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
 * How sparse hidden activations are, gathered: how many units are active for an example, and how active each is over examples. Measure the
 * activations of the full network; those of relu layers are 0 where they are not active. Source: Srivastava et al. 2014, section 7.2.
 *
 * @throws {MetricsError} where the activations are no rows of as many units, or no finite numbers.
 *
 * @example
 * ```ts
 * import { activationSparsityMetric, measure } from '@thinned/metrics'
 *
 * const { unitMeans } = measure(activationSparsityMetric, { activations: [0, 2, 0, 1, 0, 0], units: 3 })
 * console.log(unitMeans) // [ 0.5, 1, 0 ]
 * ```
 */
export const activationSparsityMetric: Metric<ActivationSparsityState, ActivationBatch, ActivationSparsity> = {
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

/**
 * How sparse activations [n, units], row-major, are: the share that is not 0, the mean, the share of units that are 0 for every example, and
 * the mean of each unit.
 *
 * @throws {MetricsError} where the activations are no rows of as many units, or no finite numbers.
 *
 * @example
 * ```ts
 * import { activationSparsity } from '@thinned/metrics'
 *
 * const { activeShare, mean, silentShare } = activationSparsity([0, 2, 0, 0, 1, 1, 0, 0], 4)
 * console.log(activeShare, mean, silentShare) // 0.375 0.5 0.5
 * ```
 */
export function activationSparsity(activations: ArrayLike<number>, units: number): ActivationSparsity {
  return measure(activationSparsityMetric, { activations, units })
}

const zeros = (length: number): number[] => new Array<number>(length).fill(0)
