import * as measures from '../../src/measures/probabilities/index.ts'
import { measure } from '../../src/metric.ts'
import { mean, possible, probability, rowsOf, type Scored, sum, surprise, three, two } from '../extreme-scores.ts'
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
  brierDecomposition: {
    batches: [two, three],
    found: (batch) => Object.values(measure(measures.brierDecomposition({ bins: 'values' }), batch)),
    exact(batch: Scored) {
      const parts = [0, 0, 0, 0, 0]
      for (let c = 0; c < batch.classes; c++) {
        const p = batch.probabilities.filter((_, i) => i % batch.classes === c)
        const y = batch.labels.map((label) => Number(label === c))
        const alike = p.map((value) => mean(y.filter((_, i) => p[i] === value)))
        parts[0]! += mean(p.map((value, i) => (value - alike[i]!) ** 2))
        parts[1]! += mean(alike.map((frequency) => (frequency - mean(y)) ** 2))
        parts[2]! += mean(y.map((value) => (value - mean(y)) ** 2))
      }
      return parts
    },
  },
  logLoss: {
    batches: [two, three, possible(two), possible(three)],
    found: (batch) => measure(measures.logLoss(), batch),
    exact: (batch: Scored) => mean(rowsOf(batch).map((row, i) => surprise(row, batch.labels[i]!))),
  },
}
