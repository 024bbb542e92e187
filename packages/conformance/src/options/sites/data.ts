import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as data from '@thinned/data'
import * as node from '@thinned/data/node'
import { key } from '@thinned/rng'
import type { Inside, Sites } from '../sites.ts'

/** The functions whose options are their only argument. */
const alone = [
  ...['blobs', 'circles', 'friedman1', 'friedman2', 'heteroscedastic', 'linearRegression', 'spirals', 'twoMoons'],
  ...['characterTask', 'digits', 'greenhouse', 'letters', 'tales'],
  ...['elastic', 'flip', 'noise', 'rotate', 'scale', 'shear', 'shift'],
  ...['oneHot', 'preprocess', 'standardizeArrays'],
] as const

const table = data.parseCsv('height,crop\n1.5,leek\n0.5,kale\n')
const npy = data.encodeNpy({ data: Float32Array.of(1), shape: [1] })

const EMPTY = mkdtempSync(join(tmpdir(), 'thinned-options-'))

const isRecord = (given: unknown): given is object =>
  typeof given === 'object' && given !== null && !Array.isArray(given) && !ArrayBuffer.isView(given)

export const sites: Sites = {
  ...Object.fromEntries(alone.map((name) => [name, (data as unknown as Sites)[name]!])),
  augment: (options) => data.augment([], options),
  characterWindows: (options) => data.characterWindows('abc', options),
  decodeNpz: (options) => data.decodeNpz(npy, 'file', options),
  formatCsv: (options) => data.formatCsv(table, options),
  impute: (options) => data.impute('mean', options),
  inkDrawings: (options) => data.inkDrawings([], options),
  parseCsv: (options) => data.parseCsv('a\n1\n', options),
  sharedRows: (options) =>
    data.sharedRows(data.twoMoons({ size: 2, key: key(1) }), data.twoMoons({ size: 2, key: key(1) }), options),
  rotateImages: (options) => data.rotateImages({ data: Float32Array.of(1), shape: [1, 1, 1, 1] }, 90, options),
  tableDataset: (options) => data.tableDataset(table, options),
  tableFromRows: (options) => data.tableFromRows([{ a: 1 }], options),
  tableInputs: (options) => data.tableInputs(table, options),
  idxSource: (options) => node.idxSource(options),
  mnist: (options) =>
    // Without a mirror, so that nothing is downloaded.
    node.mnist(isRecord(options) ? ({ cache: EMPTY, mirrors: [], ...(options as object) } as never) : options),
  npySource: (options) => node.npySource(options),
  'npySource.inputs': (options) => node.npySource({ inputs: options, targets: 'absent.npy' }),
  'impute.how': (options) => data.impute(options),
  readCsv: (options) => node.readCsv('absent.csv', options),
}

export const inside: Inside = {
  'impute.how': ['constant'],
  mnist: 'MnistDownload',
  'npySource.inputs': ['path', 'divideBy'],
}
