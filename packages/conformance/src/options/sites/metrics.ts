import * as metrics from '@thinned/metrics'
import type { Sites } from '../sites.ts'

const batch = { labels: [0, 1, 1], predicted: [0, 1, 0] }

/** Metrics whose options are their only argument. */
const alone = [
  'auroc',
  'averagePrecision',
  'ece',
  'f1',
  'precision',
  'recall',
  'confusionMatrix',
  'topKAccuracy',
] as const

export const sites: Sites = {
  ...Object.fromEntries(alone.map((name) => [name, (metrics as unknown as Sites)[name]!])),
  generalizationGap: (options) => metrics.generalizationGap(options),
  mcnemar: (options) => metrics.mcnemar({ onlyFirstRight: 1, onlySecondRight: 2 }, options),
  predictiveUncertainty: (options) => metrics.predictiveUncertainty([1], options),
  bootstrapInterval: (options) => metrics.bootstrapInterval(metrics.accuracy(), batch, options),
  pairedBootstrap: (options) => metrics.pairedBootstrap(metrics.accuracy(), batch, batch, options),
}
