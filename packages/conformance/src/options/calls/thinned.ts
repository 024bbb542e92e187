import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as thinned from 'thinned'
import * as node from 'thinned/node'
import type { Calls } from '../calls.ts'
import { fitWorker } from '../fit-worker.ts'

const { ensemble, evaluate, fit, fitInWorker, fromConfig, key, linear, loadModel, predict, saveModel, sgd, toConfig } =
  thinned

const model = linear(2, 2)
thinned.init(model, key(1))
const moons = thinned.data.twoMoons({ size: 4, key: key(1) })
const settings = {
  epochs: 1,
  batchSize: 4,
  optimizer: sgd({ learningRate: 0.1 }),
  key: key(2),
  measureTraining: 'none',
}
const bytes = await saveModel(model)
const path = join(mkdtempSync(join(tmpdir(), 'thinned-calls-')), 'model.safetensors')
await node.saveModelFile(path, model)

/** What the front door makes itself. */
export const entries: readonly object[] = [{ ensemble, evaluate, fit, fitInWorker, fromConfig, loadModel, predict }]

export const calls: Calls = {
  ensemble: [ensemble, () => model, { members: 1, key: key(1) }],
  evaluate: [evaluate, model, moons, {}],
  fit: [fit, model, { ...settings, data: { train: moons }, loss: 'crossEntropy' }],
  fitInWorker: [fitInWorker, fitWorker(), {}],
  fromConfig: [fromConfig, toConfig(model), {}],
  loadModel: [loadModel, bytes, {}],
  loadModelFile: [node.loadModelFile, path, {}],
  predict: [predict, model, moons.inputs, {}],
}
