import { dropout } from '@thinned/dropout'
import { type Layer, linear, relu, sequential } from '@thinned/nn'
import { foldIn, type Key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import { predict } from '@thinned/train'
import { fitNumbers } from '../fit-numbers.ts'
import type { Points } from './curve.ts'
import type { AwaySettings } from './settings.ts'

/** Who predicts, and what it is called in tables. */
export const PREDICTORS = {
  one: 'one net',
  monteCarlo: 'Monte Carlo dropout',
  ensemble: 'ensemble',
  dropoutEnsemble: 'ensemble, with dropout',
} as const

export type PredictorName = keyof typeof PREDICTORS

/** The samples [samples, n] of every predictor at some x. */
export type Sampler = (x: Float32Array) => Promise<Readonly<Record<PredictorName, Float32Array>>>

/** Trains the nets of one seed. */
export async function trainAll(settings: AwaySettings, train: Points, run: Key, backend: Backend): Promise<Sampler> {
  const { members, samples } = settings
  const [plain, thinned]: [Layer[], Layer[]] = [[], []]
  for (let member = 0; member < members; member++)
    for (const [nets, keep] of [
      [plain, 1],
      [thinned, settings.keep],
    ] as const)
      nets.push(await trainNet(settings, train, keep, foldIn(foldIn(run, 'train'), member), backend))
  return async (x) => {
    const inputs = { data: x, shape: [x.length, 1] }
    const passes = async (nets: readonly Layer[], each: number): Promise<Float32Array> => {
      const all = new Float32Array(nets.length * Math.max(each, 1) * x.length)
      for (const [i, net] of nets.entries()) {
        const key = foldIn(foldIn(run, 'samples'), i)
        // One mask for all points: a sample is a curve.
        const sampling = each > 0 ? ({ samples: each, key, everySample: true, share: 'batch' } as const) : {}
        const prediction = await predict(net, inputs, { task: 'regression', ...sampling })
        all.set((prediction.samples ?? prediction.mean).data, i * Math.max(each, 1) * x.length)
      }
      return all
    }
    return {
      one: await passes(plain.slice(0, 1), 0),
      monteCarlo: await passes(thinned.slice(0, 1), samples),
      ensemble: await passes(plain, 0),
      dropoutEnsemble: await passes(thinned, samples / members),
    }
  }
}

async function trainNet(
  settings: AwaySettings,
  train: Points,
  keep: number,
  key: Key,
  backend: Backend,
): Promise<Layer> {
  const layers: Layer[] = []
  let width = 1
  for (const units of settings.hidden) {
    layers.push(linear(width, units), relu())
    if (keep < 1) layers.push(dropout({ keep }))
    width = units
  }
  const model = sequential(...layers, linear(width, 1)) as Layer
  await fitNumbers(model, train, settings, key, backend)
  return model
}
