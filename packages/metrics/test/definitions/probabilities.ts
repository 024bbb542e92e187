import * as measures from '../../src/measures/probabilities/index.ts'
import { measure } from '../../src/metric.ts'
import {
  firstLargest,
  mean,
  possible,
  probability,
  rowsOf,
  type Scored,
  sum,
  surprise,
  three,
  two,
} from '../extreme-scores.ts'
import type { Definitions } from './definition.ts'

export const definitions: Definitions = {
  brier: {
    batches: [two, three],
    found: (batch) => measure(measures.brier(), batch),
    exact: (batch: Scored) =>
      mean(
        rowsOf(batch).map((row, i) =>
          sum(row.map((_, c) => (c === batch.labels[i] ? 1 - probability(row, c) : probability(row, c)) ** 2)),
        ),
      ),
  },
  ece: {
    batches: [two, three],
    found: (batch) => measure(measures.ece({ bins: 5 }), batch),
    exact(batch: Scored) {
      const bins = [0, 0, 0, 0, 0]
      for (const [i, row] of rowsOf(batch).entries()) {
        const predicted = firstLargest(row)
        const confidence = probability(row, predicted)
        bins[Math.ceil(confidence * 5) - 1]! += Number(predicted === batch.labels[i]) - confidence
      }
      return sum(bins.map(Math.abs)) / batch.labels.length
    },
  },
  logLoss: {
    batches: [two, three, possible(two), possible(three)],
    found: (batch) => measure(measures.logLoss(), batch),
    exact: (batch: Scored) => mean(rowsOf(batch).map((row, i) => surprise(row, batch.labels[i]!))),
  },
}
