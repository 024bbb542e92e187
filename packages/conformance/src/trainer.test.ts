import { twoMoons } from '@thinned/data'
import { dropout } from '@thinned/dropout'
import { accuracy } from '@thinned/metrics'
import { batchNorm, flattenParams, linear, losses, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type Backend, referenceBackend } from '@thinned/tensor'
import { adam, averaging, constraints, type FitOptions, fit, sgd } from '@thinned/train'
import { wasm } from '@thinned/wasm'
import { expect, test } from 'vitest'

const build = () =>
  sequential(linear(2, 12), batchNorm(12), relu(), dropout({ keep: 0.7 }), linear(12, 8), relu(), linear(8, 2))
const moons = twoMoons({ size: 70, key: key(1) })
const weights = { data: Float32Array.from({ length: 70 }, (_, i) => 1 + (i % 3)), shape: [70] }

/** Everything that the trainer does on tensors, in one run. */
const settings: FitOptions = {
  data: { train: { ...moons, weights }, validation: twoMoons({ size: 40, key: key(2) }) },
  loss: losses.crossEntropy.with({ labelSmoothing: 0.1, classWeights: [1, 2] }),
  epochs: 4,
  batchSize: 4,
  accumulate: 3,
  optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
  groups: [
    { match: 'linear2/*', optimizer: adam() },
    { match: 'linear3/bias', frozen: true },
  ],
  clipNorm: 1,
  l1: 1e-3,
  l2: 1e-3,
  constraint: constraints.maxNorm(2),
  averaging: averaging.ema({ decay: 0.9 }),
  metrics: { accuracy: accuracy() },
  validateEvery: { steps: 4 },
  earlyStopping: { patience: 20, monitor: 'accuracy', mode: 'max' },
  key: key(42),
}

async function outcome(backend: Backend) {
  const before = backend.memory().buffers
  const model = build()
  const { history, validations, bestStep } = await fit(model, { ...settings, backend })
  const held = [model.params, model.state].flatMap((tensors) => Object.values(flattenParams(tensors)))
  expect(backend.memory().buffers - before).toBe(held.length)
  expect([...backend.fallbacks]).toEqual([])
  const values = held.map((tensor) => tensor.readSync())
  return { values, validations, bestStep, losses: history.map(({ loss, runningLoss }) => [loss, runningLoss]) }
}

test('a run with all that a trainer has ends in the same bits on the reference and on WebAssembly, without a fallback', async () => {
  const backend = await wasm()
  const [expected, seen] = [await outcome(referenceBackend()), await outcome(backend)]
  expect(seen).toEqual(expected)
  expect(expected.losses.at(-1)![1]).toBeLessThan(expected.losses[0]![1]!)
})
