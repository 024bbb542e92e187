import * as metrics from '@thinned/metrics'
import type { Sites } from '../sites.ts'

const probabilities = { probabilities: [0.5, 0.5], classes: 2, labels: [0] }
const batch = { labels: [0, 1, 1], predicted: [0, 1, 0] }

const heldOut = { probabilities: [0.75, 0.25, 0.5, 0.5], classes: 2, labels: [0, 1], uncertainty: [0, 1] }

const pool: metrics.SampledProbabilities = { data: [0.5, 0.5, 0.25, 0.75], shape: [2, 1, 2], share: 'batch' }
const judged = { uncertainty: [0.1, 0.2, 0.3], wrong: [0, 0, 1] }

/** Metrics whose options are their only argument. */
const alone = [
  'auroc',
  'averagePrecision',
  'brierDecomposition',
  'ece',
  'falsePositiveRate',
  'maximumCalibrationError',
  'rmsCalibrationError',
  'f1',
  'precision',
  'recall',
  'confusionMatrix',
  'topKAccuracy',
  'crps',
  'intervalScore',
  'logLikelihood',
  'pinball',
] as const

export const sites: Sites = {
  ...Object.fromEntries(alone.map((name) => [name, (metrics as unknown as Sites)[name]!])),
  acquire: (options) => metrics.acquire(pool, 1, options),
  conformalIntervals: (options) => metrics.conformalIntervals(options).fit({ predicted: [1, 2], targets: [2, 4] }),
  conformalSets: (options) => metrics.conformalSets(options).fit(heldOut),
  generalizationGap: (options) => metrics.generalizationGap(options),
  mcnemar: (options) => metrics.mcnemar({ onlyFirstRight: 1, onlySecondRight: 2 }, options),
  meanInterval: (options) => metrics.meanInterval([1, 2], options),
  predictiveInterval: (options) => metrics.predictiveInterval([1], options),
  predictiveUncertainty: (options) => metrics.predictiveUncertainty([1], options),
  rejectAbove: (options) => metrics.rejectAbove(options as metrics.RejectByRiskOptions).fit(judged),
  reliabilityDiagram: (options) => metrics.reliabilityDiagram(probabilities, options),
  bootstrapInterval: (options) => metrics.bootstrapInterval(metrics.accuracy(), batch, options),
  pairedBootstrap: (options) => metrics.pairedBootstrap(metrics.accuracy(), batch, batch, options),
}
