import { twoMoons } from '@thinned/data'
import { linear } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { sgd } from '../optimizers/index.ts'
import { fit } from '../run/fit.ts'
import { type CheckpointPlace, checkpointStore } from './checkpoint-store.ts'

const settings = {
  data: { train: twoMoons({ size: 20, key: key(1) }) },
  loss: 'crossEntropy',
  epochs: 2,
  batchSize: 10,
  optimizer: sgd({ learningRate: 0.1 }),
  key: key(3),
} as const

/** A place that is an object of a class, with private fields. */
class Shelf implements CheckpointPlace {
  #bytes: Uint8Array | undefined

  async save(bytes: Uint8Array): Promise<void> {
    this.#bytes = bytes
  }

  async load(): Promise<Uint8Array | undefined> {
    return this.#bytes
  }
}

test('a run resumes from a place of the user', async () => {
  const store = checkpointStore(new Shelf())
  const { steps } = await fit(linear(2, 2), { ...settings, checkpoint: { store } })
  const stepsTaken: number[] = []
  await fit(linear(2, 2), {
    ...settings,
    checkpoint: { store },
    resume: true,
    callbacks: [{ step: ({ step }) => void stepsTaken.push(step) }],
  })
  expect([steps, stepsTaken]).toEqual([4, []])
})

test('two runs do not write to one place at once, be its stores two', async () => {
  const place = new Shelf()
  const [first, second] = [1, 2].map(() =>
    fit(linear(2, 2), { ...settings, checkpoint: { store: checkpointStore(place) } }),
  )
  await expect(second).rejects.toThrow('Another run writes the checkpoint of the store')
  await first
})

test.each([undefined, null, 3, 'run', {}, { save() {} }, () => {}])('%o is no place', (place) => {
  expect(() => checkpointStore(place as never)).toThrow('it takes an object { save, load }')
})

test('fit refuses a place that is no store, and says how to make one of it', async () => {
  await expect(fit(linear(2, 2), { ...settings, checkpoint: { store: new Shelf() as never } })).rejects.toThrow(
    "it takes a store, such as fileCheckpoint('run.safetensors') or checkpointStore({ save, load }).",
  )
})
