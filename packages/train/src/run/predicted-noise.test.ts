import { flattenParams, linear } from '@thinned/nn'
import { key, normal, uniform } from '@thinned/rng'
import { expect, test } from 'vitest'
import { adam, fit, schedules } from '../index.ts'

const column = (values: Float32Array) => ({ data: values, shape: [values.length, 1] })

/** y = 2 x + 1 with noise of the log variance x − 2. */
function noisyLine(size: number) {
  const x = uniform(key('x'), size).map((value) => 2 * value - 1)
  const noise = normal(key('noise'), size)
  const y = x.map((value, i) => 2 * value + 1 + noise[i]! * Math.exp((value - 2) / 2))
  return { name: 'noisy line', inputs: column(x), targets: column(y) }
}

test('a head of means and log variances learns the line and its noise', async () => {
  const model = linear(1, 2)
  const train = noisyLine(2000)
  await fit(model, {
    data: { train },
    loss: 'gaussianNll',
    epochs: 40,
    batchSize: 100,
    optimizer: adam({ learningRate: schedules.cosine({ initial: 0.1 }) }),
    measureTraining: 'none',
    key: key(1),
  })
  const { weight, bias } = Object.fromEntries(
    Object.entries(flattenParams(model.params)).map(([path, tensor]) => [path, tensor.readSync()]),
  ) as { weight: Float32Array; bias: Float32Array }
  // Of a log variance from n normal errors the standard error is √(2/n), that of its slope over x in −1 … 1 √(6/n); four of them.
  expect(Math.abs(bias[1]! + 2)).toBeLessThan(4 * Math.sqrt(2 / 2000))
  expect(Math.abs(weight[1]! - 1)).toBeLessThan(4 * Math.sqrt(6 / 2000))
  // The noise is below e^−½.
  expect(Math.abs(bias[0]! - 1)).toBeLessThan(4 * Math.sqrt(Math.exp(-1) / 2000))
  expect(Math.abs(weight[0]! - 2)).toBeLessThan(4 * Math.sqrt((3 * Math.exp(-1)) / 2000))
})

test('what does not fit its targets is refused before the first step', async () => {
  const train = noisyLine(4)
  const refused = (outputs: number, targets: object) =>
    expect(
      fit(linear(1, outputs), {
        data: { train: { ...train, ...targets } },
        loss: 'gaussianNll',
        epochs: 1,
        batchSize: 2,
        optimizer: adam(),
        key: key(1),
      }),
    ).rejects
  await refused(1, {}).toThrow(
    'The model gives [1] for each example [1], but the train data noisy line has targets [1]; gaussianNll takes [2k] for targets [k], the means and then the log variances.',
  )
  await refused(2, { targets: { data: train.targets.data, shape: [4] } }).toThrow(
    'The model gives [2] for each example [1], but the train data noisy line has targets []; gaussianNll takes [2k] for targets [k]',
  )
})
