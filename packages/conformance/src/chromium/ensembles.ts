import { layerFactories } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type BuildModule, type EnsembleOptions, type EnsembleProgress, ensemble } from '@thinned/train'
import { build } from './member.ts'
import { type Weights, weightsOf } from './weights.ts'

const settings: EnsembleOptions = { members: 3, key: key(42), layers: layerFactories }

/** The weights of an ensemble that is trained in this thread. */
export async function trainedHere(): Promise<Weights> {
  return weightsOf(await ensemble(build, settings))
}

/** The weights of an ensemble that is trained on two workers, each member once. */
export async function trainedOnWorkers(module: BuildModule): Promise<Weights> {
  let builds = 0
  const onProgress = ({ report }: EnsembleProgress): void => {
    if (report === 'begins') builds++
  }
  const model = await ensemble(module, { ...settings, workers: 2, onProgress })
  if (builds !== settings.members) throw new Error(`${builds} builds trained ${settings.members} members.`)
  return weightsOf(model)
}

/** What an ensemble of a module that is not there says. */
export async function refusalOfNothing(module: BuildModule): Promise<string> {
  return ensemble(module, settings).then(
    () => 'it was taken',
    (error: Error) => error.message,
  )
}
