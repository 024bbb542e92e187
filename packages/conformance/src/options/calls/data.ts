import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as data from '@thinned/data'
import * as node from '@thinned/data/node'
import { key } from '@thinned/rng'
import type { Calls } from '../calls.ts'

const k = key(1)
const moons = data.twoMoons({ size: 4, key: k })
const images = data.digits({ size: 2, key: k })
const table = data.parseCsv('height,crop\n1.5,leek\n0.5,kale\n')
const tensor = { dtype: 'F32', shape: [1], data: Float32Array.of(1) } as const
const bytes = { data: Uint8Array.of(7), shape: [1] }
const augmenter = data.augment([data.flip()])
const prepare = data.preprocess({ target: 'crop', numbers: [data.standardize()] })
const fitted = prepare.fit(table)
const scaler = data.standardizeArrays().fit(moons)
const vocabulary = data.vocabularyOf('abc')
const source = data.augmentedSource(images, augmenter)

const FOLDER = mkdtempSync(join(tmpdir(), 'thinned-calls-'))
const path = (name: string): string => join(FOLDER, name)
writeFileSync(path('table.csv'), 'a\n1\n')
writeFileSync(path('x.npy'), data.encodeNpy({ data: Float32Array.of(1), shape: [1, 1] }))

const file = await node.npySource({ inputs: path('x.npy'), targets: path('x.npy') })

/** Functions of options alone are in `sites`. */
export const entries: readonly object[] = [data, node]

export const calls: Calls = {
  arrayFault: [data.arrayFault, moons.inputs, 'inputs'],
  arrayScalerFromState: [data.arrayScalerFromState, scaler.state],
  asBatchSource: [data.asBatchSource, moons],
  asSource: [data.asSource, moons],
  augment: [data.augment, [data.flip()], {}],
  augmentedSource: [data.augmentedSource, images, augmenter],
  batches: [data.batches, 5, 2, k],
  characterWindows: [data.characterWindows, 'abcabc', { vocabulary, time: 2 }],
  columnOf: [data.columnOf, table, 'crop'],
  countExamples: [data.countExamples, moons],
  decodeNpy: [data.decodeNpy, data.encodeNpy({ data: Float32Array.of(1), shape: [1] }), 'file'],
  decodeNpz: [data.decodeNpz, Uint8Array.of(0x50, 0x4b, 5, 6, ...new Uint8Array(18)), 'file', {}],
  decodeSafetensors: [data.decodeSafetensors, data.encodeSafetensors({ a: tensor })],
  dropColumns: [data.dropColumns, table, ['crop']],
  dropMissingRows: [data.dropMissingRows, table, ['crop']],
  encodeNpy: [data.encodeNpy, { data: Float32Array.of(1), shape: [1] }],
  encodeSafetensors: [data.encodeSafetensors, { a: tensor }, { epoch: '1' }],
  fingerprint: [data.fingerprint, moons],
  formatCsv: [data.formatCsv, table, {}],
  friedman1Truth: [data.friedman1Truth, [1, 2, 3, 4, 5]],
  friedman2Truth: [data.friedman2Truth, [1, 2, 3, 4]],
  heteroscedasticTruth: [data.heteroscedasticTruth, 0.5],
  imagesFromIdx: [data.imagesFromIdx, 'one', { data: Uint8Array.of(0, 255), shape: [1, 1, 2] }, bytes, 10],
  impute: [data.impute, 'mean', {}],
  isNdArray: [data.isNdArray, moons.inputs],
  listArrays: [data.listArrays, moons.inputs],
  mapArrays: [data.mapArrays, moons.inputs, () => 1],
  parseCsv: [data.parseCsv, 'a\n1\n', {}],
  parseIdx: [data.parseIdx, Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9), 'file'],
  preprocessFromState: [data.preprocessFromState, fitted.state],
  selectColumns: [data.selectColumns, table, ['crop']],
  sharedRows: [data.sharedRows, moons, moons, {}],
  splitDataset: [data.splitDataset, moons, { a: 2, b: 2 }, k],
  splitRows: [data.splitRows, 4, { a: 2 }, k, 'rows'],
  splitTable: [data.splitTable, table, { a: 1, b: 1 }, k],
  stratifiedSample: [data.stratifiedSample, moons, 2, k],
  tableDataset: [data.tableDataset, table, { target: 'crop' }],
  tableFromRows: [data.tableFromRows, [{ a: 1 }], {}],
  tableInputs: [data.tableInputs, table, { target: 'crop' }],
  take: [data.take, moons, [0]],
  takeRows: [data.takeRows, moons.inputs, [0]],
  takeTable: [data.takeTable, table, [0]],
  typesOf: [data.typesOf, table],
  vocabularyOf: [data.vocabularyOf, 'abc'],
  readCsv: [node.readCsv, path('table.csv'), {}],
  npySource: [node.npySource, { inputs: path('x.npy'), targets: path('x.npy') }],
  workerSource: [
    node.workerSource,
    new URL('data:text/javascript,export default { name: "a", size: 0, fetch() {} }'),
    {},
  ],
  'preprocess.fit': [prepare.fit, table],
  'preprocess.apply': [fitted.apply, table],
  'preprocess.dataset': [fitted.dataset, table],
  'preprocess.inputs': [fitted.inputs, table],
  'standardizeArrays.fit': [data.standardizeArrays().fit, moons],
  'standardizeArrays.apply': [scaler.apply, moons],
  'standardizeArrays.invert': [scaler.invert, moons.inputs],
  'augment.apply': [augmenter.apply, images.inputs, [0, 1], k],
  'augmentedSource.fetch': [source.fetch, [0], k, {}],
  'asSource.fetch': [data.asSource(moons).fetch, [0]],
  'npySource.fetch': [file.fetch, [0]],
  'vocabulary.encode': [vocabulary.encode, 'abc'],
  'vocabulary.decode': [vocabulary.decode, [0, 1]],
}
