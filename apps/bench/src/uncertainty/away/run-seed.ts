import { gaussianNoise, intervalCoverage, measure, predictiveInterval } from '@thinned/metrics'
import { foldIn, key } from '@thinned/rng'
import type { Findings, SeedFindings } from '../findings.ts'
import { deviationsOf, meanOf, meansOf } from '../numbers/measures/moments.ts'
import type { Measures, RunContext } from '../study.ts'
import { GRID, type Points, pointsOf, REGIONS, type Region, regionOf } from './curve.ts'
import { PREDICTORS, type PredictorName, trainAll } from './predictors.ts'
import type { AwaySettings } from './settings.ts'

/** What the samples say at each point of the grid. */
export interface Curve {
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

/** What one seed gave. */
export interface AwaySeed extends SeedFindings {
  readonly measures: Readonly<Record<PredictorName, Measures>>
  readonly curves: Readonly<Record<PredictorName, Curve>>
}

export type AwayFindings = Findings<AwaySettings, AwaySeed>

export const LEVEL = 0.95

/** The points that the nets of a seed learn from. */
export const trainingPoints = ({ points, noise }: AwaySettings, seed: number): Points =>
  pointsOf('inside', points.train, noise, foldIn(key(seed), 'train points'))

/** Trains the nets of one seed, and measures deviation and intervals inside the data, in its gap and beyond it. */
export async function runSeed(settings: AwaySettings, seed: number, { backend, say }: RunContext): Promise<AwaySeed> {
  const run = key(seed)
  const { points, noise } = settings
  const sample = await trainAll(settings, trainingPoints(settings, seed), run, backend)
  say(`${2 * settings.members} nets`)
  const rows = (region: Region, size: number, name: string) =>
    pointsOf(region, size, noise, foldIn(run, `${name} points, ${region}`))
  const heldOut = rows('inside', points.validation, 'validation')
  const tests = REGIONS.map((region) => rows(region, points.test, 'test'))
  const [onGrid, onHeldOut] = [await sample(Float32Array.from(GRID)), await sample(heldOut.inputs.data)]
  const onTests = await Promise.all(tests.map(({ inputs }) => sample(inputs.data)))

  const measures: Partial<Record<PredictorName, Measures>> = {}
  const curves: Partial<Record<PredictorName, Curve>> = {}
  for (const name of Object.keys(PREDICTORS) as PredictorName[]) {
    const evidence = { samples: Float64Array.from(onGrid[name]), targets: Float32Array.from(GRID) }
    const [mean, deviation] = [meansOf(evidence), deviationsOf(evidence)]
    const fitted = gaussianNoise().fit({ samples: onHeldOut[name], targets: heldOut.targets.data })
    const figures: Record<string, number> = { noise: fitted.deviation }
    for (const [i, region] of REGIONS.entries()) {
      const targets = tests[i]!.targets.data
      const samples = onTests[i]![name]
      figures[`${region}.deviation`] = meanOf(deviation.filter((_, at) => regionOf(GRID[at]!) === region))
      const intervals = predictiveInterval(samples, {
        samples: samples.length / targets.length,
        noiseVariance: 1 / fitted.state.precision,
        level: LEVEL,
      })
      figures[`${region}.coverage`] = measure(intervalCoverage(), { ...intervals, targets })
    }
    measures[name] = figures
    curves[name] = { mean: rounded(mean), deviation: rounded(deviation) }
  }
  return { seed, measures: measures as AwaySeed['measures'], curves: curves as AwaySeed['curves'] }
}

const rounded = (values: Float64Array): number[] => Array.from(values, (value) => Math.round(1e4 * value) / 1e4)
