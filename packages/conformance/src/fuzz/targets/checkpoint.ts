import { twoMoons } from '@thinned/data'
import { dropout } from '@thinned/dropout'
import { accuracy } from '@thinned/metrics'
import { flattenParams, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { adam, checkpointStore, type FitOptions, fit } from '@thinned/train'
import { sealedJson } from '../checksum.ts'
import type { FuzzTarget } from '../fuzz-target.ts'

const settings: Omit<FitOptions, 'checkpoint'> = {
  data: { train: twoMoons({ size: 8, key: key(1) }), validation: twoMoons({ size: 5, key: key(2) }) },
  loss: 'crossEntropy',
  epochs: 2,
  batchSize: 4,
  optimizer: adam(),
  earlyStopping: { patience: 5 },
  metrics: { accuracy: accuracy() },
  key: key(2),
}

async function run(saved: Uint8Array | undefined, resume: boolean): Promise<{ result: unknown; saves: Uint8Array[] }> {
  const model: Layer = sequential(linear(2, 2), relu(), dropout({ keep: 0.8 }), linear(2, 2))
  const saves: Uint8Array[] = []
  const store = checkpointStore({ save: async (bytes) => void saves.push(bytes), load: async () => saved })
  const { history, steps } = await fit(model, { ...settings, resume, checkpoint: { store, everySteps: 1 } })
  const timeless = history.map(({ seconds, examplesPerSecond, ...measured }) => measured)
  const weights = Object.values(flattenParams(model.params)).map((tensor) => tensor.readSync())
  return { result: { weights, timeless, steps }, saves }
}

export const target: FuzzTarget = {
  async samples() {
    const { saves } = await run(undefined, false)
    return [saves[0]!, saves[2]!]
  },
  read: async (bytes) => (await run(bytes, true)).result,
  json: sealedJson,
  hasChecksum: true,
  mutations: 120,
}
