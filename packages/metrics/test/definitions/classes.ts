import * as measures from '../../src/measures/classes/index.ts'
import { measure } from '../../src/metric.ts'
import { mean, rowsOf, type Scored, three } from '../extreme-scores.ts'
import type { Definition, Definitions } from './definition.ts'

/** The definition for predicted and true classes, which have no extremes but absent classes and one example. */
const classBatches = [
  { predicted: [0], labels: [0] },
  { predicted: [0], labels: [1] },
  { predicted: [1, 1, 1, 0], labels: [1, 1, 0, 1] },
]
const countOf = ({ predicted, labels }: { predicted: number[]; labels: number[] }, p: number, l: number): number =>
  labels.filter((label, i) => label === l && predicted[i] === p).length
const classScore =
  (of: (right: number, predicted: number, actual: number) => number): Definition['exact'] =>
  (batch) => {
    const right = countOf(batch, 1, 1)
    return of(right, right + countOf(batch, 1, 0), right + countOf(batch, 0, 1)) || 0
  }

export const definitions: Definitions = {
  accuracy: {
    batches: classBatches,
    found: (batch) => measure(measures.accuracy(), batch),
    exact: ({ predicted, labels }) => mean(labels.map((label: number, i: number) => Number(label === predicted[i]))),
  },
  confusionMatrix: {
    batches: classBatches,
    found: (batch) => measure(measures.confusionMatrix({ classes: 2 }), batch).flat(),
    exact: (batch) => [countOf(batch, 0, 0), countOf(batch, 1, 0), countOf(batch, 0, 1), countOf(batch, 1, 1)],
  },
  f1: {
    batches: classBatches,
    found: (batch) => measure(measures.f1({ classes: 2, positive: 1 }), batch),
    exact: classScore((right, predicted, actual) => (2 * right) / (predicted + actual)),
  },
  precision: {
    batches: classBatches,
    found: (batch) => measure(measures.precision({ classes: 2, positive: 1 }), batch),
    exact: classScore((right, predicted) => right / predicted),
  },
  recall: {
    batches: classBatches,
    found: (batch) => measure(measures.recall({ classes: 2, positive: 1 }), batch),
    exact: classScore((right, _, actual) => right / actual),
  },
  topKAccuracy: {
    batches: [three],
    found: (batch) => measure(measures.topKAccuracy({ k: 2 }), batch),
    exact: (batch: Scored) =>
      mean(
        rowsOf(batch).map((row, i) => {
          const label = batch.labels[i]!
          return Number(row.filter((z, c) => z > row[label]! || (z === row[label] && c < label)).length < 2)
        }),
      ),
  },
}
