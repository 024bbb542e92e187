import type { MetricCases } from '../../../test/cases.ts'
import { classScoreCases } from '../../../test/family-cases/class-score.ts'
import { precision } from './precision.ts'

export const cases: MetricCases = classScoreCases(precision)
