import { init, linear, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { predict } from '../index.ts'

const model = sequential(testDropout(0.5), linear(2, 2))
init(model, key(1))
const inputs = { data: Float32Array.of(1, 2), shape: [1, 2] }
const sampling = { samples: Number.MAX_SAFE_INTEGER, key: key(7) }
const values = { task: 'regression', ...sampling } as const

test.each<[string, () => Promise<unknown>]>([
  ['everySample', () => predict(model, inputs, { ...sampling, everySample: true })],
  ['everySample', () => predict(model, inputs, { ...values, everySample: true })],
  ['level', () => predict(model, inputs, { ...values, noise: { deviation: 1 }, level: 0.9 })],
])('samples that no memory holds are refused with what keeps them, %s', async (option, call) => {
  await expect(call()).rejects.toMatchObject({ name: 'TrainError', code: 'out-of-memory' })
  await expect(call()).rejects.toThrow(`samples with ${option}, which keeps 2 numbers of each`)
})
