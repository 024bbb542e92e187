import type { MetricCases } from '../../../test/cases.ts'
import { classScoreCases } from '../../../test/class-score-cases.ts'
import { precision } from './precision.ts'

export const cases: MetricCases = classScoreCases(precision)
