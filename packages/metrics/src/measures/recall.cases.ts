import type { MetricCases } from '../../test/cases.ts'
import { classScoreCases } from '../../test/class-score-cases.ts'
import { recallMetric } from './recall.ts'

export const cases: MetricCases = classScoreCases(recallMetric)
