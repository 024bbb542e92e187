import { foldIn, integers } from '@thinned/rng'
import type { LabeledSets } from '../../src/conformal/sets/labeled-sets.ts'
import type { Metric } from '../../src/metric.ts'
import type { MeanState } from '../../src/states/mean.ts'
import { type MetricCases, metricCase } from '../cases.ts'
import { labelBatch } from '../random-batches.ts'

/** The case of a measure of sets of classes: empty sets and full ones among them. */
export const setCase = (metric: Metric<MeanState, LabeledSets, number>): MetricCases[string] =>
  metricCase({
    metric,
    batch: (key, n) => ({
      mask: Array.from(integers(foldIn(key, 'mask'), 3 * n, { high: 2 })),
      classes: 3,
      labels: labelBatch(3)(key, n).labels,
    }),
    refused: [
      [{ mask: [1, 0], classes: 3, labels: [0] }, 'A mask of 2 was given for 1 labels and classes 3'],
      [{ mask: [1, 2, 0], classes: 3, labels: [0] }, 'mask 1 is 2; it is 1 for the classes of a set'],
      [{ mask: [1, 1, 0], classes: 3, labels: [3] }, 'Label 0 is 3; with 3 classes'],
      [{ mask: [], classes: 0, labels: [] }, 'A mask of 0 was given for 0 labels and classes 0'],
    ],
  })
