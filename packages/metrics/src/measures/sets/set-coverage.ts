import { checkNone } from '../../check-arguments.ts'
import { type LabeledSets, setMetric } from '../../conformal/sets/labeled-sets.ts'
import type { Metric } from '../../metric.ts'
import type { MeanState } from '../../states/mean.ts'

/**
 * The share of sets that hold their label; in [0, 1]. Conformal sets of alpha 0.1 should hold 0.9 of held-out labels, within √(0.9 · 0.1 / n) or so.
 * Beside it belongs `setSize`: the sets of all classes hold everything.
 *
 * @throws {MetricsError} unless each label has a row of 0 and 1, and is a class.
 *
 * @example
 * ```ts
 * import { conformalSets, measure, setCoverage, setSize } from '@thinned/metrics'
 *
 * const probabilities = [0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.45, 0.55]
 * const conformal = conformalSets({ alpha: 0.2 }).fit({ probabilities, classes: 2, labels: [0, 1, 0, 0] })
 * const sets = { ...conformal.sets({ probabilities: [0.7, 0.3, 0.5, 0.5], classes: 2 }), labels: [1, 0] }
 * console.log(measure(setCoverage(), sets), measure(setSize(), sets)) // 0.5 1.5
 * ```
 */
export function setCoverage(...none: []): Metric<MeanState, LabeledSets, number> {
  checkNone('setCoverage', none)
  return setMetric('set coverage', ({ mask, classes, labels }, row) => mask[row * classes + labels[row]!]!)
}
