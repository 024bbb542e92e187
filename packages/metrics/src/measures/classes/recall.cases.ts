import type { MetricCases } from '../../../test/cases.ts'
import { classScoreCases } from '../../../test/family-cases/class-score.ts'
import { recall } from './recall.ts'

export const cases: MetricCases = classScoreCases(recall)
