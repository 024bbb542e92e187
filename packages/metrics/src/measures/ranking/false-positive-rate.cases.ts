import type { MetricCases } from '../../../test/cases.ts'
import { rankingCases } from '../../../test/family-cases/ranking.ts'
import { falsePositiveRate } from './false-positive-rate.ts'

export const cases: MetricCases = rankingCases(falsePositiveRate)
