import type { ProbabilityBatch } from '../../src/batches/batch.ts'
import * as measures from '../../src/measures/ranking/index.ts'
import { type Metric, measure } from '../../src/metric.ts'
import type { ScoreState } from '../../src/states/scores.ts'
import { areaOf, fallOutOf, precisionOf, ranked, three, two } from '../extreme-scores.ts'
import type { Definition, Definitions } from './definition.ts'

type Make = (options?: { readonly average: 'none' }) => Metric<ScoreState, ProbabilityBatch, number | readonly number[]>

const ranking =
  (make: Make): Definition['found'] =>
  (batch) =>
    measure(batch.classes === 2 ? make() : make({ average: 'none' }), batch)

export const definitions: Definitions = {
  auroc: { batches: [two, three], found: ranking(measures.auroc), exact: ranked(areaOf) },
  averagePrecision: { batches: [two, three], found: ranking(measures.averagePrecision), exact: ranked(precisionOf) },
  falsePositiveRate: { batches: [two, three], found: ranking(measures.falsePositiveRate), exact: ranked(fallOutOf) },
}
