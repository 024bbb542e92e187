import type { MetricCases } from '../../../test/cases.ts'
import { selectiveCase } from '../../../test/family-cases/selective.ts'
import { riskCoverage } from './risk-coverage.ts'

export const cases: MetricCases = { '': selectiveCase(riskCoverage()) }
