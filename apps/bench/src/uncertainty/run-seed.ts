import { key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import type { SeedFindings } from './findings.ts'
import { loadImages, PARTS } from './load-images.ts'
import { detection } from './measures/detection.ts'
import { type EvidenceOf, type Measures, rowsOf } from './measures/evidence.ts'
import { quality } from './measures/quality.ts'
import { entropyByAngle, rotationRatio } from './measures/rotation.ts'
import { type Predictions, type PredictorName, predictAll } from './predictors.ts'
import type { Settings } from './settings.ts'

/** Trains the nets of one seed and measures every predictor. */
export async function runSeed(
  settings: Settings,
  seed: number,
  {
    backend,
    folder,
    say,
  }: { readonly backend: Backend; readonly folder?: string | undefined; readonly say: (line: string) => void },
): Promise<SeedFindings> {
  const run = key(seed)
  const images = await loadImages(settings, run, folder)
  const { predictions } = await predictAll(settings, images, run, backend, say)
  const measures: Partial<Record<PredictorName, Measures>> = {}
  const entropyOfOnes: Partial<Record<PredictorName, readonly number[]>> = {}
  for (const [name, of] of Object.entries(predictions) as [PredictorName, Predictions][]) {
    const evidence = Object.fromEntries(
      PARTS.map((part) => [part, rowsOf(of, images.parts[part])]),
    ) as unknown as EvidenceOf
    const test = { ...evidence.test, labels: images.test.targets.data }
    const byAngle = entropyByAngle(evidence.ones)
    entropyOfOnes[name] = byAngle
    measures[name] = { ...quality(test), ...detection(test, evidence), ...rotationRatio(byAngle), ...of.cost }
  }
  return {
    seed,
    measures: measures as SeedFindings['measures'],
    entropyOfOnes: entropyOfOnes as SeedFindings['entropyOfOnes'],
  }
}
