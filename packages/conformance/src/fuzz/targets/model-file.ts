import { writeFileSync } from 'node:fs'
import { impute, oneHot, parseCsv, preprocess, standardize, standardizeArrays } from '@thinned/data'
import { dropout, keepScheduleFactories, schedules, variantFactories } from '@thinned/dropout'
import {
  batchNorm,
  flattenParams,
  init,
  layerFactories,
  linear,
  mixture,
  relu,
  sequential,
  toConfig,
} from '@thinned/nn'
import { key } from '@thinned/rng'
import { type LoadedModel, loadModel, saveModel } from '@thinned/train'
import { loadModelFile } from '@thinned/train/node'
import { sealedJson } from '../checksum.ts'
import { temporaryFile } from '../folder.ts'
import type { FuzzTarget } from '../fuzz-target.ts'

const table = parseCsv('x,kind,crop\n1,a,leek\nNA,b,kale\n4,,leek\n')
const prepare = preprocess({
  target: 'crop',
  numbers: [impute('mean'), standardize()],
  categories: [impute({ constant: 'none' }), oneHot({ unknown: 'zeros' })],
}).fit(table)
const tables = { layers: { ...layerFactories, ...variantFactories }, schedules: keepScheduleFactories }

const file = temporaryFile('model.safetensors')

/** From memory or from a file, by whether the length is odd. */
async function load(bytes: Uint8Array): Promise<LoadedModel> {
  if (bytes.length % 2 === 1) return loadModel(bytes, tables)
  writeFileSync(file, bytes)
  return loadModelFile(file, tables)
}

export const target: FuzzTarget = {
  async samples() {
    const keep = schedules.linearKeep({ initial: 1, final: 0.5 })
    const model = sequential(linear(4, 3), batchNorm(3), relu(), dropout({ keep }), linear(3, 2))
    const plain = linear(2, 1)
    const together = mixture([linear(2, 2), sequential(linear(2, 2), relu())])
    for (const each of [model, plain, together]) init(each, key(1))
    const inputScaler = standardizeArrays().fit({
      name: 'line',
      inputs: { data: Float32Array.of(1, 3, 5, 7), shape: [2, 2] },
      targets: { data: Float32Array.of(10, 30), shape: [2, 1] },
    })
    return [
      await saveModel(model, { prepare, metadata: { version: 3 } }),
      await saveModel(plain, { inputScaler, classNames: ['a', 'b'] }),
      await saveModel(together, { classNames: ['a', 'b'] }),
    ]
  },
  async read(bytes) {
    const { model, prepare: loaded, inputScaler, ...rest } = await load(bytes)
    const tensors = [model.params, model.state].map((held) =>
      Object.entries(flattenParams(held)).map(([path, tensor]) => [path, tensor.readSync()]),
    )
    return { config: toConfig(model), tensors, inputs: loaded?.inputs(table), scales: inputScaler?.state, rest }
  },
  json: sealedJson,
  hasChecksum: true,
}
