// A run that can be killed at any moment: arguments are the checkpoint file, the file for the result and, to die by its own hand within
// a write of the checkpoint, the number of that write (from 1) and of the turns of the event loop into it. Prints a line when training starts.
import { writeFileSync } from 'node:fs'
import { twoMoons } from '@thinned/data'
import { flattenParams, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type CheckpointStore, fit, sgd } from '../src/index.ts'
import { fileCheckpoint } from '../src/node.ts'
import { thin } from './thin.ts'

const [checkpoint, result, deadlyWrite, deadlyTurn] = process.argv.slice(2) as [string, string, string?, string?]
const file = fileCheckpoint(checkpoint)
let writes = 0
const store: CheckpointStore = {
  load: () => file.load(),
  save(bytes) {
    const saving = file.save(bytes)
    if (++writes === Number(deadlyWrite)) dieAfter(Number(deadlyTurn))
    return saving
  },
}

function dieAfter(turns: number): void {
  if (turns === 0) process.kill(process.pid, 'SIGKILL')
  else setImmediate(dieAfter, turns - 1)
}

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
  onEvent: ({ type }) => type === 'start' && process.stdout.write('training\n'),
})
const weights = Object.entries(flattenParams(model.params)).map(([path, parameter]) => [
  path,
  Array.from(parameter.readSync()),
])
writeFileSync(
  result,
  JSON.stringify({ weights, history: history.map(({ seconds, examplesPerSecond, ...rest }) => rest) }),
)
