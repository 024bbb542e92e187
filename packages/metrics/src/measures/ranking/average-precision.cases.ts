import type { MetricCases } from '../../../test/cases.ts'
import { rankingCases } from '../../../test/ranking-cases.ts'
import { averagePrecision } from './average-precision.ts'

export const cases: MetricCases = rankingCases(averagePrecision)
