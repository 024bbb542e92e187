import type { MetricCases } from '../../../test/cases.ts'
import { selectiveCase } from '../../../test/family-cases/selective.ts'
import { aurc } from './aurc.ts'

export const cases: MetricCases = { '': selectiveCase(aurc()) }
