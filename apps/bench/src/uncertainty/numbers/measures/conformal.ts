import { conformalIntervals, intervalCoverage, intervalWidth, measure } from '@thinned/metrics'
import type { Measures } from '../../study.ts'
import type { NumberEvidence } from '../predictors.ts'
import { deviationsOf, meansOf } from './moments.ts'

export const CONFORMAL_LEVEL = 0.9

/** Coverage and width of conformal intervals fitted on the validation rows: of one width, and with the deviation of the samples as scale. */
export function conformal(validation: NumberEvidence, test: NumberEvidence, floor: number): Measures {
  const measures: Record<string, number> = {}
  const batch = (rows: NumberEvidence) => ({
    predicted: meansOf(rows),
    deviation: deviationsOf(rows),
    targets: rows.targets,
  })
  const scores = {
    absolute: {},
    // Of one pass the deviation is 0 everywhere.
    ...(test.samples.length > test.targets.length ? { normalized: { floor } } : {}),
  }
  for (const [score, more] of Object.entries(scores)) {
    const options = { alpha: 1 - CONFORMAL_LEVEL, score: score as keyof typeof scores, ...more }
    const intervals = conformalIntervals(options).fit(batch(validation)).intervals(batch(test))
    const { targets } = test
    measures[`conformal.${score}.coverage`] = measure(intervalCoverage(), { ...intervals, targets })
    measures[`conformal.${score}.width`] = measure(intervalWidth(), { ...intervals, targets })
  }
  return measures
}
