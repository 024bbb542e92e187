import { checkSeen } from '../../batches/batch.ts'
import { checkNone } from '../../check-arguments.ts'
import { checkLabeledSets, type LabeledSets } from '../../conformal/labeled-sets.ts'
import type { Metric } from '../../metric.ts'
import { type MeanState, mergeMeans } from '../../states/mean.ts'

/**
 * The mean number of classes in a set, from 0 to the number of classes; empty sets count as 0. Of sets with the same `setCoverage`, the smaller are
 * the better.
 *
 * @throws {MetricsError} unless each label has a row of 0 and 1, and is a class.
 *
 * @example
 * ```ts
 * import { measure, setSize } from '@thinned/metrics'
 *
 * console.log(measure(setSize(), { mask: [1, 0, 0, 0, 1, 1], classes: 3, labels: [0, 0] })) // 1.5
 * ```
 */
export function setSize(...none: []): Metric<MeanState, LabeledSets, number> {
  checkNone('setSize', none)
  return {
    name: 'set size',
    empty: () => ({ sum: 0, count: 0 }),
    update: (state, batch) => {
      checkLabeledSets(batch)
      const { mask, labels } = batch
      let { sum } = state
      for (let i = 0; i < mask.length; i++) sum += mask[i]!
      return { sum, count: state.count + labels.length }
    },
    merge: mergeMeans,
    compute: ({ sum, count }) => {
      checkSeen('set size', count)
      return sum / count
    },
  }
}
