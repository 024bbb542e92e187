import type { MetricCases } from '../../../test/cases.ts'
import { selectiveCase } from '../../../test/selective-cases.ts'
import { riskCoverage } from './risk-coverage.ts'

export const cases: MetricCases = { '': selectiveCase(riskCoverage()) }
