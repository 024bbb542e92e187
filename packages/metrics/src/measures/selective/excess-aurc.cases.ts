import type { MetricCases } from '../../../test/cases.ts'
import { selectiveCase } from '../../../test/family-cases/selective.ts'
import { excessAurc } from './excess-aurc.ts'

export const cases: MetricCases = { '': selectiveCase(excessAurc()) }
