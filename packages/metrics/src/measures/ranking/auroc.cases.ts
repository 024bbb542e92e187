import type { MetricCases } from '../../../test/cases.ts'
import { rankingCases } from '../../../test/family-cases/ranking.ts'
import { auroc } from './auroc.ts'

export const cases: MetricCases = rankingCases(auroc)
