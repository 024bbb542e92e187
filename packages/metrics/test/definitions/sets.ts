import * as measures from '../../src/measures/sets/index.ts'
import { measure } from '../../src/metric.ts'
import { mean, sum } from '../extreme-scores.ts'
import type { Definitions } from './definition.ts'

const batches = [
  { mask: [0], classes: 1, labels: [0] },
  { mask: [1, 1, 0, 0, 1, 0], classes: 2, labels: [0, 1, 1] },
]

interface Sets {
  readonly mask: readonly number[]
  readonly classes: number
  readonly labels: readonly number[]
}

export const definitions: Definitions = {
  setCoverage: {
    batches,
    found: (batch) => measure(measures.setCoverage(), batch),
    exact: ({ mask, classes, labels }: Sets) => mean(labels.map((label, row) => mask[row * classes + label]!)),
  },
  setSize: {
    batches,
    found: (batch) => measure(measures.setSize(), batch),
    exact: ({ mask, labels }: Sets) => sum(mask) / labels.length,
  },
}
