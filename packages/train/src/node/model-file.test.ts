import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flattenParams, init, layerFactories as layers, linear } from '@thinned/nn'
import { key } from '@thinned/rng'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadModelFile, saveModelFile } from './model-file.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thinned-model-'))
  path = join(folder, 'model.safetensors')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function made(seed: number) {
  const model = linear(2, 3)
  init(model, key(seed))
  return model
}
const weightOf = (model: ReturnType<typeof made>) => flattenParams(model.params)['weight']!.readSync()

test('a file is replaced as a whole, also by many at once, and nothing is left beside it', async () => {
  const models = [1, 2, 3].map(made)
  await Promise.all(models.map((model, version) => saveModelFile(path, model, { metadata: { version } })))
  const { model, metadata } = await loadModelFile(path, { layers })
  expect(weightOf(model as never)).toEqual(weightOf(models[metadata!['version'] as number]!))
  expect(readdirSync(folder)).toEqual(['model.safetensors'])
})

test('a model that cannot be saved leaves the file as it was', async () => {
  await saveModelFile(path, made(1))
  await expect(saveModelFile(path, linear(2, 3))).rejects.toThrow('without parameters yet')
  expect(weightOf((await loadModelFile(path, { layers })).model as never)).toEqual(weightOf(made(1)))
})

test('what is wrong with a path or a file is told with the path', async () => {
  const elsewhere = join(folder, 'absent', 'model.safetensors')
  await expect(saveModelFile(elsewhere, made(1))).rejects.toThrow(
    `The file of a model ${elsewhere} cannot be written: there is no folder ${join(folder, 'absent')}; make it first.`,
  )
  await expect(loadModelFile(path, { layers })).rejects.toThrow(`${path} cannot be read: there is no such file.`)
  await expect(saveModelFile(made(1) as never, path as never)).rejects.toThrow(
    'saveModelFile was given path { kind, name, options, children, … }; it takes the path of a file or folder, or its URL',
  )
  writeFileSync(path, 'no model')
  await expect(loadModelFile(path, { layers })).rejects.toThrow(
    `The file of a model ${path} cannot be read: The header is announced`,
  )
})
