import type { MetricCases } from '../../../test/cases.ts'
import { classScoreCases } from '../../../test/family-cases/class-score.ts'
import { f1 } from './f1.ts'

export const cases: MetricCases = classScoreCases(f1)
