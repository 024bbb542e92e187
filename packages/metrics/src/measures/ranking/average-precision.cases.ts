import type { MetricCases } from '../../../test/cases.ts'
import { rankingCases } from '../../../test/family-cases/ranking.ts'
import { averagePrecision } from './average-precision.ts'

export const cases: MetricCases = rankingCases(averagePrecision)
