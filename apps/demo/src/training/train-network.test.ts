import { digits } from '@thinned/data'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import type { BackendName } from '../settings.ts'
import { defaults } from '../settings.ts'
import { type Progress, trainNetwork } from './train-network.ts'

const data = {
  name: 'digits',
  example: 'image',
  task: 'classification',
  classNames: Array.from('0123456789'),
  splits: {
    train: digits({ size: 70, key: key(1) }),
    validation: digits({ size: 30, start: 70, key: key(1) }),
    test: digits({ size: 50, start: 100, key: key(1) }),
  },
} as const

const small = {
  ...defaults,
  hidden: [24, 16],
  keep: [0.8, 0.5, 0.5],
  train: 70,
  epochs: 2,
  batchSize: 32,
  maxNorm: 0.5,
  samples: 10,
}

/** The result of a run, without its times. */
async function train(backend: BackendName, withDropout: boolean) {
  const settings = { ...small, backend }
  const events: Progress[] = []
  const {
    seconds,
    history,
    backend: used,
    ...rest
  } = await trainNetwork({ settings, data, withDropout }, (progress) => events.push(progress))
  expect(used).toBe(backend)
  expect(seconds).toBeGreaterThan(0)
  return { ...rest, events, history: history.map(({ seconds, examplesPerSecond, ...numbers }) => numbers) }
}

test('both backends give the same numbers to the last bit, with dropout and without', async () => {
  const [plain, dropout] = [await train('wasm', false), await train('wasm', true)]
  expect(await train('reference', false)).toEqual(plain)
  expect(await train('reference', true)).toEqual(dropout)
  expect(dropout.features.weights).not.toEqual(plain.features.weights)
  expect(dropout.thinnedLoss).not.toBe(dropout.loss)
  expect(plain.thinnedLoss).toBe(plain.loss)
})

test('each epoch and each pass of the predictions report progress, and the result is that of the end', async () => {
  const { events, history, ...result } = await train('wasm', true)
  expect(events.slice(0, 2)).toEqual(
    history.map((record, i) => ({ epoch: i + 1, epochs: 2, validationError: record.validationError })),
  )
  // The full network and ten samples of it, of the 30 examples to validate with and the 50 of the test.
  const parts = [...Array(11).keys()].map((i) => (i + 1) / 11)
  const shares = [...parts.map((part) => (30 * part) / 80), ...parts.map((part) => (30 + 50 * part) / 80)]
  const predicting = shares.map((share) => ({
    ...events[1],
    after: { doing: 'predicting', done: expect.closeTo(share, 10) },
  }))
  expect(events.slice(2, 2 + predicting.length)).toEqual(predicting)
  const diagnosing = events.slice(2 + predicting.length)
  expect(diagnosing.every(({ after }) => after!.doing === 'diagnosing')).toBe(true)
  // The full network, each of 40 units, 3 draws of 18, and the masks once.
  expect(diagnosing.map(({ after }) => Math.round(96 * after!.done))).toEqual([...Array(97).keys()])
  expect(result).toMatchObject({ epochs: 2, trainError: history[1]!.error, loss: history[1]!.loss })
  expect(result.predictions).toMatchObject({
    full: { validation: { logits: { shape: [30, 10] } }, test: { logits: { shape: [50, 10] } } },
    sampled: { test: { mean: { shape: [50, 10] } } },
  })
  expect(result.diagnosis).toMatchObject({ examples: 50, layers: [{ path: 'relu1' }, { path: 'relu2' }] })
  expect(result.features).toMatchObject({ units: 24 })
})

test('a run that ends in a loss that is not finite is no result', async () => {
  const settings = {
    ...small,
    epochs: 1,
    batchSize: 70,
    learningRate: 1e39,
    maxNorm: undefined,
    backend: 'wasm' as const,
  }
  const failed = trainNetwork({ settings, data, withDropout: false }, () => {})
  await expect(failed).rejects.toThrow('holds values that are not finite')
})
