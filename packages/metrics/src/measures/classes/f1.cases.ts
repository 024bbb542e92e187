import type { MetricCases } from '../../../test/cases.ts'
import { classScoreCases } from '../../../test/class-score-cases.ts'
import { f1 } from './f1.ts'

export const cases: MetricCases = classScoreCases(f1)
