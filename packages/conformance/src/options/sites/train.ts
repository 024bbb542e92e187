import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { twoMoons } from '@thinned/data'
import { init, layerFactories, linear } from '@thinned/nn'
import { key } from '@thinned/rng'
import * as train from '@thinned/train'
import { loadModelFile, saveModelFile, tensorBoardLogger } from '@thinned/train/node'
import { fitWorker } from '../fit-worker.ts'
import type { Inside, Sites } from '../sites.ts'

const { averaging, schedules } = train

const model = linear(2, 2)
init(model, key(1))
const weights = await train.saveWeights(model)
const saved = await train.saveModel(model)
const folder = mkdtempSync(join(tmpdir(), 'thinned-options-'))
const data = twoMoons({ size: 10, key: key(2) })

/** A run with these options changed. It ends before its first step where it does not fit. */
const fit = (changed: object): unknown =>
  train.fit(linear(2, 2), {
    data: { train: data, validation: data },
    loss: 'crossEntropy',
    epochs: 1,
    batchSize: 10,
    optimizer: train.sgd({ learningRate: 0.1 }),
    key: key(3),
    ...changed,
  } as never)

const place: train.CheckpointPlace = { save: async () => {}, load: async () => undefined, sibling: () => place }
const store = train.checkpointStore(place)

export const sites: Sites = {
  fit,
  'fit.data': (part: object) => fit({ data: { train: data, ...part } }),
  'fit.groups': (part: object) => fit({ groups: [{ match: 'weight', ...part }] }),
  'fit.callbacks': (part: object) => fit({ callbacks: [part] }),
  'fit.earlyStopping': (part: object) => fit({ earlyStopping: { patience: 1, ...part } }),
  'fit.checkpoint': (part: object) => fit({ checkpoint: { store, ...part } }),
  'fit.checkpoint.best': (part: object) => fit({ checkpoint: { store, best: part } }),
  calibrate: (options: object) => train.calibrate(model, data, { with: { fit: () => undefined }, ...options } as never),
  ensemble: (options: object) => train.ensemble(async () => model, { members: 1, key: key(3), ...options }),
  fitInWorker: (options: object) => train.fitInWorker(fitWorker(), { layers: layerFactories, ...options }),
  'fitInWorker.callbacks': (part: object) =>
    train.fitInWorker(fitWorker(), { layers: layerFactories, callbacks: [part] } as never),
  'fitInWorker.checkpoint': (part: object) =>
    train.fitInWorker(fitWorker(), { layers: layerFactories, checkpoint: { store, ...part } } as never),
  differentiate: (options) => train.differentiate(model, data, options),
  trainer: (options) => train.trainer(model, options),
  evaluate: (options) => train.evaluate(model, data, options),
  predict: (options) => train.predict(model, data.inputs, options),
  'predict.noise': (noise: object) => train.predict(model, data.inputs, { task: 'regression', noise: noise as never }),
  loadWeights: (options) => train.loadWeights(model, weights, options),
  saveModel: (options) => train.saveModel(model, options),
  loadModel: (options: object) => train.loadModel(saved, { layers: layerFactories, ...options }),
  saveModelFile: (options) => saveModelFile(join(folder, 'model.safetensors'), model, options),
  loadModelFile: (options: object) =>
    loadModelFile(join(folder, 'model.safetensors'), { layers: layerFactories, ...options }),
  tensorBoardLogger: (options) => tensorBoardLogger(folder, options),
  sgd: (options: object) => train.sgd({ learningRate: 0.1, ...options }),
  adam: (options) => train.adam(options),
  adamW: (options) => train.adamW(options),
  rmsprop: (options) => train.rmsprop(options),
  ema: (options) => averaging.ema(options),
  swa: (options) => averaging.swa(options),
  cosine: (options) => schedules.cosine(options),
  exponential: (options) => schedules.exponential(options),
  inverseTime: (options) => schedules.inverseTime(options),
  linearWarmup: (options) => schedules.linearWarmup(options),
  oneCycle: (options) => schedules.oneCycle(options),
  piecewise: (options) => schedules.piecewise(options),
  polynomial: (options) => schedules.polynomial(options),
  reduceOnPlateau: (options) => schedules.reduceOnPlateau(options),
  step: (options) => schedules.step(options),
}

export const inside: Inside = {
  'predict.noise': ['precision', 'deviation'],
  'fit.data': ['train', 'validation'],
  'fit.groups': 'ParameterGroup',
  'fit.callbacks': ['name', 'start', 'step', 'validation', 'epoch', 'checkpoint', 'checkpointError', 'stop'],
  'fit.earlyStopping': 'EarlyStopping',
  'fitInWorker.callbacks': ['name', 'start', 'step', 'validation', 'epoch', 'checkpoint', 'checkpointError', 'stop'],
  'fitInWorker.checkpoint': ['store', 'everySteps', 'everyEpochs', 'best'],
  'fit.checkpoint': ['store', 'everySteps', 'everyEpochs', 'best'],
  'fit.checkpoint.best': 'BestCheckpointOptions',
}
