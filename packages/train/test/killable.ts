// A run that can be killed: arguments are the checkpoint file, the file for the result and, as JSON, the death it is to die. No moment is
// told by a clock, and a run that is to die never ends: where it has to be killed from outside it says so and goes on for a few steps, then
// waits.
import { writeFileSync, writeSync } from 'node:fs'
import files from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { twoMoons } from '@thinned/data'
import { flattenParams, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { averaging, checkpointStore, fit, sgd } from '../src/index.ts'
import { fileCheckpoint } from '../src/node.ts'
import { center } from './center.ts'
import { type Death, GRACE } from './death.ts'
import { testDropout } from './dropout-layer.ts'

const [checkpoint, result, told] = process.argv.slice(2) as [string, string, string?]
const death: Death | undefined = told === undefined ? undefined : JSON.parse(told)
const file = fileCheckpoint(checkpoint)
let step = 0
const store = checkpointStore({
  load: () => file.load(),
  sibling: (name) => file.sibling!(name),
  save(bytes) {
    if (death?.place === undefined || step < death.step) return file.save(bytes)
    dieAt(death.place)
    return file.save(bytes)
  },
})

/** Makes the next write of a file end the process when it has come as far. */
function dieAt(place: NonNullable<Death['place']>): void {
  if (place === 'begun') die()
  const { open, rename } = files
  if (place === 'created')
    files.open = async (...given) => {
      const handle = await open(...given)
      handle.writeFile = async (data) => {
        const bytes = data as Uint8Array
        await handle.write(bytes, 0, bytes.length >> 1)
        die()
      }
      return handle
    }
  else
    files.rename = async (...given) => {
      if (place === 'renamed') await rename(...given)
      die()
    }
  syncBuiltinESMExports()
}

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

function waitToBeKilled(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
  throw new Error('Nobody killed the run.')
}

let announced: number | undefined
const model = sequential(linear(2, 32), relu(), center(32), testDropout(0.5), linear(32, 32), relu(), linear(32, 2))
const { history } = await fit(model, {
  data: { train: twoMoons({ size: 200, key: key(1) }), validation: twoMoons({ size: 50, key: key(2) }) },
  loss: 'crossEntropy',
  epochs: 52,
  batchSize: 20,
  optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
  averaging: averaging.ema({ decay: 0.9 }),
  earlyStopping: { patience: 1000 },
  key: key(5),
  resume: true,
  checkpoint: { store, everySteps: 2, best: { count: 2 } },
  validateEvery: { steps: 7 },
  callbacks: [
    {
      step: (event) => {
        step = event.step
        if (!death || death.place !== undefined || step < death.step) return
        if (announced === undefined) {
          announced = step
          writeSync(1, 'kill me\n')
        }
        if (step === announced + GRACE) waitToBeKilled()
      },
    },
  ],
})
const weights = [model.params, model.state].flatMap((held) =>
  Object.entries(flattenParams(held)).map(([path, tensor]) => [path, Array.from(tensor.readSync())]),
)
writeFileSync(
  result,
  JSON.stringify({ weights, history: history.map(({ seconds, examplesPerSecond, ...rest }) => rest) }),
)
