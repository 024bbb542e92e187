import { checkSeen, checkTargets, type TargetBatch } from '../../batches/batch.ts'
import { checkNone } from '../../check-arguments.ts'
import type { Metric } from '../../metric.ts'
import { MetricsError } from '../../metrics-error.ts'
import { type Moments, mergeMoments, NO_MOMENTS, withValues } from '../../states/moments.ts'

/** The moments of the targets, and the sum of the squared errors. */
export interface R2State {
  readonly targets: Moments
  readonly squaredErrors: number
}

/**
 * The coefficient of determination R² = 1 − Σ (target − prediction)² / Σ (target − mean target)². 1 is perfect, 0 is as good as the mean of the
 * targets, and there is no lowest value.
 *
 * @throws {MetricsError} where all targets are equal, which leaves R² undefined, and on predictions or targets that are no
 * numbers from −1e150 to 1e150, or not one for each.
 *
 * @example
 * ```ts
 * import { measure, r2 } from '@thinned/metrics'
 *
 * console.log(measure(r2(), { predicted: [1, 2, 4], targets: [1, 2, 3] })) // 0.5
 * ```
 */
export function r2(...none: []): Metric<R2State, TargetBatch, number> {
  checkNone('r2', none)
  return {
    name: 'R²',
    empty: () => ({ targets: NO_MOMENTS, squaredErrors: 0 }),
    update: (state, batch) => {
      checkTargets(batch)
      let squaredErrors = state.squaredErrors
      for (let i = 0; i < batch.targets.length; i++) {
        const error = batch.targets[i]! - batch.predicted[i]!
        squaredErrors += error * error
      }
      return { targets: withValues(state.targets, batch.targets), squaredErrors }
    },
    merge: (a, b) => ({
      targets: mergeMoments(a.targets, b.targets),
      squaredErrors: a.squaredErrors + b.squaredErrors,
    }),
    compute: ({ targets, squaredErrors }) => {
      checkSeen('R²', targets.count)
      if (targets.squares === 0)
        throw new MetricsError(
          `R² is not defined where all targets are equal (${targets.count} of ${targets.mean}); use rmse or mae.`,
        )
      return 1 - squaredErrors / targets.squares
    },
  }
}
