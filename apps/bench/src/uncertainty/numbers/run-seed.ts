import { gaussianNoise } from '@thinned/metrics'
import { key } from '@thinned/rng'
import type { Findings, SeedFindings } from '../findings.ts'
import type { Measures, RunContext } from '../study.ts'
import { loadNumbers } from './load-numbers.ts'
import { conformal } from './measures/conformal.ts'
import { coverage } from './measures/coverage.ts'
import { quality } from './measures/quality.ts'
import { ranking } from './measures/ranking.ts'
import { type NumberPredictions, type PredictorName, predictAll } from './predictors.ts'
import type { NumberSettings } from './settings.ts'

/** What one seed gave. */
export interface NumberSeed extends SeedFindings {
  /** The drop that the validation rows chose. */
  readonly drop: number
  readonly testRows: number
  readonly measures: Readonly<Record<PredictorName, Measures>>
}

export type NumberFindings = Findings<NumberSettings, NumberSeed>

/** Trains the nets of one seed, fits the noise of every predictor on the validation rows, and measures the test rows. */
export async function runSeed(
  settings: NumberSettings,
  seed: number,
  { backend, say }: RunContext,
): Promise<NumberSeed> {
  const run = key(seed)
  const rows = loadNumbers(settings, run)
  const { predictions, drop } = await predictAll(settings, rows, run, backend, say)
  const measures: Partial<Record<PredictorName, Measures>> = {}
  for (const [name, { validation, test, cost }] of Object.entries(predictions) as [
    PredictorName,
    NumberPredictions,
  ][]) {
    const noise = gaussianNoise().fit(validation)
    measures[name] = {
      ...quality(test, noise),
      ...coverage(test, 1 / noise.state.precision, 'fitted'),
      ...(rows.known ? coverage(test, rows.known.noiseVariance, 'known') : {}),
      ...ranking(test, rows.known?.truth),
      ...conformal(validation, test, noise.deviation / 10),
      ...cost,
    }
  }
  return { seed, drop, testRows: rows.test.targets.data.length, measures: measures as NumberSeed['measures'] }
}
