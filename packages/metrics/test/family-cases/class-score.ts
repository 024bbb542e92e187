import type { ClassCounts, ClassScore, ClassScoreOptions } from '../../src/averages/class-score.ts'
import type { LabelBatch } from '../../src/batches/batch.ts'
import type { Metric } from '../../src/metric.ts'
import { type MetricCases, metricCase } from '../cases.ts'
import { labelBatch } from '../random-batches.ts'
import { refusedClasses } from '../refused-batches.ts'

type Make = <const Options extends ClassScoreOptions>(
  options: Options,
) => Metric<ClassCounts, LabelBatch, ClassScore<Options>>

/** The cases of precision, recall and F1: each average, and what 0/0 counts as. */
export function classScoreCases(make: Make): MetricCases {
  const options: Record<string, ClassScoreOptions> = {
    macro: { classes: 3 },
    weighted: { classes: 3, average: 'weighted' },
    micro: { classes: 3, average: 'micro' },
    none: { classes: 3, average: 'none' },
    'positive 1': { classes: 3, positive: 1 },
    'macro, 0/0 is 1': { classes: 3, average: 'macro', zeroDivision: 1 },
    'weighted, 0/0 is 1': { classes: 3, average: 'weighted', zeroDivision: 1 },
    'none, 0/0 is 1': { classes: 3, average: 'none', zeroDivision: 1 },
    'macro, 0/0 is skipped': { classes: 3, zeroDivision: 'skip' },
    'none, 0/0 is skipped': { classes: 3, average: 'none', zeroDivision: 'skip' },
  }
  return Object.fromEntries(
    Object.entries(options).map(([title, given]) => [
      title,
      metricCase({ metric: make(given), batch: labelBatch(3), refused: refusedClasses }),
    ]),
  )
}
