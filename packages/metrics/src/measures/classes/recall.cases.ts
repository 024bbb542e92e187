import type { MetricCases } from '../../../test/cases.ts'
import { classScoreCases } from '../../../test/class-score-cases.ts'
import { recall } from './recall.ts'

export const cases: MetricCases = classScoreCases(recall)
