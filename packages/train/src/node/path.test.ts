import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { init, layerFactories, linear } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, it, test } from 'vitest'
import { csvLogger, fileCheckpoint, loadModelFile, saveModelFile, tensorBoardLogger } from '../node.ts'

const folder = mkdtempSync(join(tmpdir(), 'thinned paths-'))
const url = (name: string): URL => pathToFileURL(join(folder, name))

test('the URL of a file stands for its path', async () => {
  const model = linear(2, 2)
  init(model, key(1))
  await saveModelFile(url('model.safetensors'), model, { metadata: { version: 3 } })
  expect((await loadModelFile(url('model.safetensors'), { layers: layerFactories })).metadata).toEqual({ version: 3 })
  await fileCheckpoint(url('run.safetensors')).save(Uint8Array.of(1))
  await csvLogger(url('run.csv')).start!({ step: 0, steps: 1, epochs: 1 })
  await tensorBoardLogger(url('events')).start!({ step: 0, steps: 1, epochs: 1 })
  expect(readdirSync(folder).sort()).toEqual(['events', 'model.safetensors', 'run.csv', 'run.safetensors'])
})

it.each([fileCheckpoint, csvLogger, tensorBoardLogger])('%o refuses the URL of no file', (make) => {
  expect(() => make(new URL('https://example.com/run'))).toThrow(
    '"https://example.com/run"; it takes the path of a file or folder, or its URL',
  )
})
