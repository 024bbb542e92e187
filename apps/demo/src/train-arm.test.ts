import { digits } from '@thinned/data'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import type { BackendName } from './backend.ts'
import { defaults } from './settings.ts'
import { type Progress, trainArm } from './train-arm.ts'

const splits = {
  train: digits({ size: 70, key: key(1) }),
  validation: digits({ size: 30, start: 70, key: key(1) }),
  test: digits({ size: 50, start: 100, key: key(1) }),
}

const small = { ...defaults, hidden: [24, 16], keep: [0.8, 0.5, 0.5], epochs: 2, batch: 32, maxNorm: 0.5 }

/** What a run gives, without its times. */
async function trained(backend: BackendName, withDropout: boolean) {
  const settings = { ...small, backend }
  const heard: Progress[] = []
  const {
    seconds,
    history,
    backend: used,
    ...rest
  } = await trainArm({ settings, splits, withDropout }, (progress) => heard.push(progress))
  expect(used).toBe(backend)
  expect(seconds).toBeGreaterThan(0)
  return { ...rest, heard, history: history.map(({ seconds, examplesPerSecond, ...numbers }) => numbers) }
}

test('both backends give the same numbers to the last bit, with dropout and without', async () => {
  const [plain, dropout] = [await trained('wasm', false), await trained('wasm', true)]
  expect(await trained('reference', false)).toEqual(plain)
  expect(await trained('reference', true)).toEqual(dropout)
  expect(dropout.features.weights).not.toEqual(plain.features.weights)
  expect(dropout.thinnedLoss).not.toBe(dropout.loss)
  expect(plain.thinnedLoss).toBe(plain.loss)
})

test('each epoch is heard of, and the outcome is that of the end', async () => {
  const { heard, history, ...outcome } = await trained('wasm', true)
  expect(heard).toEqual(history.map((record, i) => ({ done: i + 1, of: 2, validationError: record.validationError })))
  expect(outcome).toMatchObject({ epochs: 2, trainError: history[1]!.error, loss: history[1]!.loss })
  expect(outcome.gap).toBe(outcome.testError - outcome.trainError)
  expect(outcome.predicted).toHaveLength(50)
  expect(outcome.features).toMatchObject({ units: 24 })
})

test('a run that ends in a loss that is not finite is no result', async () => {
  const settings = { ...small, epochs: 1, batch: 70, learningRate: 1e39, maxNorm: undefined, backend: 'wasm' as const }
  const failed = trainArm({ settings, splits, withDropout: false }, () => {})
  await expect(failed).rejects.toThrow('The training loss at the end is NaN')
})
