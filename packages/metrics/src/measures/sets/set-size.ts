import { checkNone } from '../../check-arguments.ts'
import { type LabeledSets, setMetric } from '../../conformal/sets/labeled-sets.ts'
import type { Metric } from '../../metric.ts'
import type { MeanState } from '../../states/mean.ts'

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
  return setMetric('set size', ({ mask, classes }, row) => {
    let size = 0
    for (let c = 0; c < classes; c++) size += mask[row * classes + c]!
    return size
  })
}
