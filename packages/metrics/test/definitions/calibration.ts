import * as measures from '../../src/measures/calibration/index.ts'
import { measure } from '../../src/metric.ts'
import { firstLargest, mean, probability, rowsOf, type Scored, sum, three, two } from '../extreme-scores.ts'
import type { Definitions } from './definition.ts'

/** Of five bins of equal width: what part of the examples each has, and its distance. */
function distances(batch: Scored): { share: number; distance: number }[] {
  const predictions = rowsOf(batch).map((row, i) => {
    const predicted = firstLargest(row)
    return { confidence: probability(row, predicted), right: Number(predicted === batch.labels[i]) }
  })
  return [0, 1, 2, 3, 4]
    .map((bin) => predictions.filter(({ confidence }) => Math.ceil(confidence * 5) - 1 === bin))
    .filter((own) => own.length > 0)
    .map((own) => ({
      share: own.length / predictions.length,
      distance: Math.abs(mean(own.map(({ right, confidence }) => right - confidence))),
    }))
}

const batches = [two, three]

export const definitions: Definitions = {
  ece: {
    batches,
    found: (batch) => measure(measures.ece({ bins: 5 }), batch),
    exact: (batch: Scored) => sum(distances(batch).map(({ share, distance }) => share * distance)),
  },
  maximumCalibrationError: {
    batches,
    found: (batch) => measure(measures.maximumCalibrationError({ bins: 5 }), batch),
    exact: (batch: Scored) => Math.max(...distances(batch).map(({ distance }) => distance)),
  },
  rmsCalibrationError: {
    batches,
    found: (batch) => measure(measures.rmsCalibrationError({ bins: 5 }), batch),
    exact: (batch: Scored) => Math.sqrt(sum(distances(batch).map(({ share, distance }) => share * distance ** 2))),
  },
}
