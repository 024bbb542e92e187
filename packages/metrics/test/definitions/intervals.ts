import * as measures from '../../src/measures/intervals/index.ts'
import { measure } from '../../src/metric.ts'
import { mean } from '../extreme-scores.ts'
import type { Definitions } from './definition.ts'
import { pairs } from './extreme-numbers.ts'

const batches = pairs.map(({ predicted, targets }) => ({
  low: predicted,
  high: predicted.map((value) => value + Math.abs(value) / 2),
  targets,
}))

export const definitions: Definitions = {
  intervalCoverage: {
    batches,
    found: (batch) => measure(measures.intervalCoverage(), batch),
    exact: ({ low, high, targets }) => mean(targets.map((y: number, i: number) => Number(low[i] <= y && y <= high[i]))),
  },
  intervalScore: {
    batches,
    found: (batch) => measure(measures.intervalScore({ level: 0.5 }), batch),
    exact: ({ low, high, targets }) =>
      mean(
        targets.map(
          (y: number, i: number) => high[i] - low[i] + 4 * (y < low[i] ? low[i] - y : y > high[i] ? y - high[i] : 0),
        ),
      ),
  },
  intervalWidth: {
    batches,
    found: (batch) => measure(measures.intervalWidth(), batch),
    exact: ({ low, high }) => mean(low.map((end: number, i: number) => high[i] - end)),
  },
}
