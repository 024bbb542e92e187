import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { twoMoons } from '@thinned/data'
import { init, layerFactories, linear } from '@thinned/nn'
import { key } from '@thinned/rng'
import { tensor } from '@thinned/tensor'
import * as train from '@thinned/train'
import * as browser from '@thinned/train/browser'
import * as files from '@thinned/train/node'
import type { Calls } from '../calls.ts'
import { fitWorker } from '../fit-worker.ts'

const model = linear(2, 2)
init(model, key(1))
const data = twoMoons({ size: 6, key: key(2) })
const file = join(mkdtempSync(join(tmpdir(), 'thinned-calls-')), 'model.safetensors')
await files.saveModelFile(file, model)

const run = {
  data: { train: data },
  loss: 'crossEntropy',
  epochs: 1,
  batchSize: 6,
  optimizer: train.sgd({ learningRate: 0.1 }),
  key: key(3),
}

/** The entries of the package whose functions are called. */
export const entries: readonly object[] = [
  train,
  { ...browser, ...files, ...train.averaging, ...train.constraints, ...train.schedules },
]

export const calls: Calls = {
  fit: [train.fit, model, run],
  fitInWorker: [train.fitInWorker, fitWorker(), { layers: layerFactories }],
  serveFit: [train.serveFit, () => ({ model })],
  calibrate: [train.calibrate, model, twoMoons({ size: 6, key: key(3) }), { with: { fit: () => 0 } }],
  predictionBatch: [train.predictionBatch, await train.predict(model, data.inputs)],
  ensembleFolder: [files.ensembleFolder, file],
  serveMembers: [train.serveMembers, () => model],
  ensemble: [train.ensemble, () => model, { members: 1, key: key(3) }],
  differentiate: [train.differentiate, model, data, {}],
  trainer: [
    train.trainer,
    linear(2, 2),
    { loss: 'crossEntropy', optimizer: train.sgd({ learningRate: 0.1 }), key: key(3) },
  ],
  replayOf: [train.replayOf, model],
  evaluate: [train.evaluate, model, data, { batchSize: 3 }],
  predict: [train.predict, model, data.inputs, { batchSize: 3 }],
  saveWeights: [train.saveWeights, model],
  loadWeights: [train.loadWeights, model, await train.saveWeights(model), { name: 'weights' }],
  saveModel: [train.saveModel, model, { metadata: { version: 1 } }],
  loadModel: [train.loadModel, await train.saveModel(model), { layers: layerFactories }],
  clipNorm: [train.clipNorm, { weight: tensor([3, 4]) }, 1],
  checkpointStore: [train.checkpointStore, { save: async () => {}, load: async () => undefined }],
  maxNorm: [train.constraints.maxNorm, 2],
  constant: [train.schedules.constant, 0.1],
  opfsCheckpoint: [browser.opfsCheckpoint, 'run'],
  fileCheckpoint: [files.fileCheckpoint, file],
  csvLogger: [files.csvLogger, file],
  tensorBoardLogger: [files.tensorBoardLogger, file, { everySteps: 1 }],
  progressBar: [files.progressBar, { write: () => true }],
  loadModelFile: [files.loadModelFile, file, { layers: layerFactories }],
}
