import { twoMoons } from '@thinned/data'
import { flattenParams, type Layer, linear, losses, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { add, mul, type Tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { type FitOptions, fit, type Objective, sgd } from '../index.ts'

const settings: FitOptions = {
  data: { train: twoMoons({ size: 60, key: key(1) }) },
  loss: 'crossEntropy',
  epochs: 2,
  batchSize: 20,
  optimizer: sgd({ learningRate: 0.1 }),
  key: key(3),
}
const build = () => sequential(linear(2, 8), relu(), testDropout(0.5), linear(8, 2))
const values = ({ params }: Layer) => Object.values(flattenParams(params)).map((tensor) => tensor.readSync())

/** What an objective of two runs sees: whether they gave the same, in each call. */
function watched(of: (losses: readonly [Tensor, Tensor]) => Tensor) {
  const same: boolean[] = []
  const loss: Objective = (forward, { inputs, targets }) => {
    const [first, second] = [forward(inputs), forward(inputs)]
    same.push(first.readSync().join() === second.readSync().join())
    return of([losses.crossEntropy(first, targets), losses.crossEntropy(second, targets)])
  }
  return { same, loss }
}

test('each run of an objective has masks of its own in training and in the thinned measure, and none in the full network', async () => {
  const { same, loss } = watched(([first, second]) => mul(add(first, second), 0.5))
  await fit(build(), { ...settings, loss })
  // An epoch is three steps, a thinned measure of one batch, and a full one.
  expect(same).toEqual([false, false, false, false, true, false, false, false, false, true])
})

test('the first run has the masks of an objective that runs the model once', async () => {
  const [once, first] = [build(), build()]
  await fit(once, settings)
  await fit(first, { ...settings, loss: watched(([loss]) => loss).loss })
  expect(values(first)).toEqual(values(once))
})

test('parts of a batch have the masks of the whole in every run', async () => {
  const [whole, parts] = [build(), build()]
  const { loss } = watched(([first, second]) => mul(add(first, second), 0.5))
  const one = await fit(whole, { ...settings, loss })
  const two = await fit(parts, { ...settings, loss, batchSize: 5, accumulate: 4 })
  expect(two.history[1]!.runningLoss).toBeCloseTo(one.history[1]!.runningLoss, 5)
})
