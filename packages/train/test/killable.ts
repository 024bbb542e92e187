// A run that can be killed: arguments are the checkpoint file, the file for the result and, as JSON, the death it is to die. No moment is
// told by a clock, and a run that is to die never ends: where it has to be killed from outside it says so and goes on for a few steps, then
// waits.
import { readdirSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { twoMoons } from '@thinned/data'
import { flattenParams, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type CheckpointStore, fit, sgd } from '../src/index.ts'
import { fileCheckpoint } from '../src/node.ts'
import { type Death, GRACE } from './death.ts'
import { thin } from './thin.ts'

const [checkpoint, result, told] = process.argv.slice(2) as [string, string, string?]
const death: Death | undefined = told === undefined ? undefined : JSON.parse(told)
const file = fileCheckpoint(checkpoint)
let step = 0
const store: CheckpointStore = {
  load: () => file.load(),
  save(bytes) {
    const saving = file.save(bytes)
    if (death?.place === undefined || step < death.step) return saving
    dieWhen(() => hasReached(death.place!, bytes.length))
    return saving.then(die)
  },
}

/** Whether a write of so many bytes has come as far: its temporary file is there, or has all bytes, or was renamed. */
function hasReached(place: NonNullable<Death['place']>, length: number): boolean {
  if (place === 'begun') return true
  const temporary = readdirSync(dirname(checkpoint)).find((name) => name.endsWith('.tmp'))
  if (place === 'created') return temporary !== undefined
  const written = temporary !== undefined && statSync(join(dirname(checkpoint), temporary)).size === length
  if (place === 'written') return written
  seen ||= temporary !== undefined
  return seen && temporary === undefined
}
let seen = false

function dieWhen(reached: () => boolean): void {
  if (reached()) die()
  else setImmediate(dieWhen, reached)
}

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

function waitToBeKilled(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
  throw new Error('Nobody killed the run.')
}

let announced: number | undefined
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
  onEvent(event) {
    if (event.type !== 'step') return
    step = event.step
    if (!death || death.place !== undefined || step < death.step) return
    if (announced === undefined) {
      announced = step
      writeSync(1, 'kill me\n')
    }
    if (step === announced + GRACE) waitToBeKilled()
  },
})
const weights = Object.entries(flattenParams(model.params)).map(([path, parameter]) => [
  path,
  Array.from(parameter.readSync()),
])
writeFileSync(
  result,
  JSON.stringify({ weights, history: history.map(({ seconds, examplesPerSecond, ...rest }) => rest) }),
)
