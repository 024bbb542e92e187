// A run that can be killed at any moment: arguments are the checkpoint file and the file for the result.
import { writeFileSync } from 'node:fs'
import { twoMoons } from '@thinned/data'
import { flattenParams, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { fit, sgd } from '../src/index.ts'
import { fileCheckpoint } from '../src/node.ts'
import { thin } from './thin.ts'

const [checkpoint, result] = process.argv.slice(2) as [string, string]
const store = fileCheckpoint(checkpoint)
const model = sequential(linear(2, 32), relu(), thin(0.5), linear(32, 32), relu(), linear(32, 2))
const { history } = await fit(model, {
  data: { train: twoMoons({ size: 200, key: key(1) }) },
  loss: 'crossEntropy',
  epochs: 52,
  batch: 20,
  optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
  key: key(5),
  resume: true,
  checkpoint: { store, everySteps: 2 },
})
const weights = Object.entries(flattenParams(model.params)).map(([path, parameter]) => [
  path,
  Array.from(parameter.readSync()),
])
writeFileSync(
  result,
  JSON.stringify({ weights, history: history.map(({ seconds, examplesPerSecond, ...rest }) => rest) }),
)
