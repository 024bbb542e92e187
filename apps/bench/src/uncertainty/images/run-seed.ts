import { foldIn, key } from '@thinned/rng'
import type { Findings, SeedFindings } from '../findings.ts'
import type { Measures, RunContext } from '../study.ts'
import { type Images, loadImages, PARTS } from './load-images.ts'
import { detection } from './measures/detection.ts'
import { type EvidenceOf, rowsOf } from './measures/evidence.ts'
import { quality } from './measures/quality.ts'
import { entropyByAngle, rotationRatio } from './measures/rotation.ts'
import { sampling } from './measures/sampling.ts'
import { scaled, withTemperature } from './measures/scaling.ts'
import { setsOf } from './measures/sets.ts'
import { type Predictions, type PredictorName, predictAll } from './predictors.ts'
import type { ImageSettings } from './settings.ts'

/** What one seed gave. */
export interface ImageSeed extends SeedFindings {
  readonly measures: Readonly<Record<PredictorName, Measures>>
  /** What sampling with a tolerance spent, with Monte Carlo dropout. */
  readonly sampling: Measures
  /** The mean entropy of the 1s at each angle. */
  readonly entropyOfOnes: Readonly<Record<PredictorName, readonly number[]>>
}

export type ImageFindings = Findings<ImageSettings, ImageSeed>

/** Trains the nets of one seed and measures every predictor. */
export async function runSeed(
  settings: ImageSettings,
  seed: number,
  { backend, folder, say }: RunContext,
): Promise<ImageSeed> {
  const run = key(seed)
  const images = await loadImages(settings, run, folder)
  const { predictions, dropoutNet } = await predictAll(settings, images, run, backend, say)
  const measures: Partial<Record<PredictorName, Measures>> = {}
  const entropyOfOnes: Partial<Record<PredictorName, readonly number[]>> = {}
  for (const [name, of] of Object.entries(predictions) as [PredictorName, Predictions][]) {
    const evidence = Object.fromEntries(
      PARTS.map((part) => [part, rowsOf(of, images.parts[part])]),
    ) as unknown as EvidenceOf
    const test = { ...evidence.test, labels: images.test.targets.data }
    const validation = { ...evidence.validation, labels: images.validation.targets.data }
    const warm = withTemperature(validation, evidence)
    const labeled = { ...warm.test, labels: test.labels }
    const byAngle = entropyByAngle(evidence.ones)
    entropyOfOnes[name] = byAngle
    measures[name] = {
      ...quality(test),
      ...detection(test, evidence),
      ...scaled(validation, test),
      ...setsOf(validation, test, evidence.letters, foldIn(run, 'sets')),
      ...rotationRatio(byAngle),
      ...prefixed('temperature', { ...detection(labeled, warm), ...rotationRatio(entropyByAngle(warm.ones)) }),
      ...of.cost,
    }
  }
  return {
    seed,
    sampling: await sampling(settings, dropoutNet, images.test.inputs as Images, foldIn(run, 'tolerance')),
    measures: measures as ImageSeed['measures'],
    entropyOfOnes: entropyOfOnes as ImageSeed['entropyOfOnes'],
  }
}

const prefixed = (prefix: string, measures: Measures): Measures =>
  Object.fromEntries(Object.entries(measures).map(([name, value]) => [`${prefix}.${name}`, value]))
