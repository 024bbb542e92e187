import type { MetricCases } from '../../../test/cases.ts'
import { setCase } from '../../../test/family-cases/set.ts'
import { setCoverage } from './set-coverage.ts'

export const cases: MetricCases = { '': setCase(setCoverage()) }
