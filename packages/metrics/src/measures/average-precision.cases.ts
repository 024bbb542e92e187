import type { MetricCases } from '../../test/cases.ts'
import { rankingCases } from '../../test/ranking-cases.ts'
import { averagePrecisionMetric } from './average-precision.ts'

export const cases: MetricCases = rankingCases(averagePrecisionMetric)
