import type { MetricCases } from '../../../test/cases.ts'
import { setCase } from '../../../test/family-cases/set.ts'
import { setSize } from './set-size.ts'

export const cases: MetricCases = { '': setCase(setSize()) }
