import type { MetricCases } from '../../../test/cases.ts'
import { selectiveCase } from '../../../test/selective-cases.ts'
import { aurc } from './aurc.ts'

export const cases: MetricCases = { '': selectiveCase(aurc()) }
