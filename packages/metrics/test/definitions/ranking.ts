import * as measures from '../../src/measures/ranking/index.ts'
import { measure } from '../../src/metric.ts'
import { areaOf, precisionOf, ranked, three, two } from '../extreme-scores.ts'
import type { Definition, Definitions } from './definition.ts'

const ranking =
  (metric: typeof measures.auroc | typeof measures.averagePrecision): Definition['found'] =>
  (batch) =>
    measure(batch.classes === 2 ? metric() : metric({ average: 'none' } as never), batch)

export const definitions: Definitions = {
  auroc: { batches: [two, three], found: ranking(measures.auroc), exact: ranked(areaOf) },
  averagePrecision: { batches: [two, three], found: ranking(measures.averagePrecision), exact: ranked(precisionOf) },
}
