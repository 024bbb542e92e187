import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { adam, batchNorm, data, dropout, fit, key, linear, predict, relu, schedules, sequential } from './index.ts'
import { saveModelFile } from './node.ts'

const folder = mkdtempSync(join(tmpdir(), 'thinned-saved-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Another program: it knows the path of the file, and nothing of the model. */
const server = `
import { key, predict } from 'thinned'
import { loadModelFile } from 'thinned/node'

const { model, prepare, classNames, metadata } = await loadModelFile(process.argv[1])
const options = { samples: 10, key: key(7), classNames, moment: metadata.moment }
const { predictedNames, mean, entropy } = await predict(model, prepare.inputs([JSON.parse(process.argv[2])]), options)
console.log(JSON.stringify({ predictedNames, mean: [...mean.data], entropy: [...entropy] }))
`

test('a model that was saved predicts the same bits in another process, of one row with a missing category', async () => {
  const table = data.parseCsv(data.greenhouse({ size: 200, key: key('plants') }))
  const prepare = data
    .preprocess({
      target: 'grade',
      numbers: [data.impute('median', { indicator: true }), data.standardize()],
      categories: [data.impute({ constant: 'unknown' }), data.oneHot()],
    })
    .fit(table)
  const examples = prepare.dataset(table)
  const model = sequential(
    linear(examples.inputs.shape[1]!, 16),
    batchNorm(16),
    relu(),
    dropout({ keep: schedules.late({ keep: 0.5, steps: 4 }) }),
    linear(16, 3),
  )
  const run = await fit(model, {
    data: { train: examples },
    loss: 'crossEntropy',
    epochs: 2,
    batchSize: 50,
    optimizer: adam(),
    key: key(42),
  })
  const moment = { step: run.steps - 1, steps: run.steps, epoch: 1 }
  const path = join(folder, 'model.safetensors')
  await saveModelFile(path, model, { prepare, metadata: { moment } })

  const row = {
    crop: 'tomato',
    soil: null,
    light: 18.5,
    temperature: 22,
    humidity: 65,
    water: 1.8,
    nitrogen: 140,
    spacing: 45,
  }
  const args = ['--conditions=@thinned/source', '--input-type=module', '-e', server, path, JSON.stringify(row)]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname })
  const here = await predict(model, prepare.inputs([row]), {
    samples: 10,
    key: key(7),
    classNames: prepare.classNames,
    moment,
  })
  expect(JSON.parse(stdout)).toEqual({
    predictedNames: here.predictedNames,
    mean: [...here.mean.data],
    entropy: [...here.entropy],
  })
  expect(prepare.classNames).toContain(here.predictedNames![0])
})
