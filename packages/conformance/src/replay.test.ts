import { type Dataset, digits } from '@thinned/data'
import { alphaDropout, channelDropout, dropout, gaussianDropout, gaussianNoise } from '@thinned/dropout'
import {
  conv2d,
  embedding,
  flatten,
  flattenParams,
  type Layer,
  linear,
  maxPool2d,
  relu,
  residual,
  selu,
  sequential,
  tanh,
} from '@thinned/nn'
import { key } from '@thinned/rng'
import { type Backend, backward, matmul, ones, reference, scope, sum, type Tensor } from '@thinned/tensor'
import {
  adam,
  adamW,
  constraints,
  fit,
  type Optimizer,
  replayOf,
  rmsprop,
  schedules,
  sgd,
  trainer,
} from '@thinned/train'
import { wasm } from '@thinned/wasm'
import { expect, test } from 'vitest'

const images: Dataset = digits({ size: 100, key: key(1) })

const perceptron = () =>
  sequential(
    flatten(),
    dropout({ keep: 0.8 }),
    linear(784, 40),
    relu(),
    dropout({ keep: 0.5, share: 'batch' }),
    residual(linear(40, 40), tanh(), dropout({ drop: 0.3 })),
    linear(40, 10),
  )
const convolutional = () =>
  sequential(
    conv2d(1, 4, { kernel: 3, stride: 2 }),
    relu(),
    channelDropout({ keep: 0.7 }),
    maxPool2d(2),
    flatten(),
    dropout({ keep: 0.9 }),
    linear(144, 10),
  )

const noisy = () =>
  sequential(
    flatten(),
    gaussianNoise({ std: 0.1 }),
    linear(784, 24),
    selu(),
    alphaDropout({ keep: 0.9 }),
    linear(24, 24),
    gaussianDropout({ keep: 0.7 }),
    linear(24, 10),
  )

const runs: Record<string, readonly [make: () => Layer, optimizer: Optimizer]> = {
  momentum: [perceptron, sgd({ learningRate: 0.1, momentum: 0.9 })],
  nesterov: [perceptron, sgd({ learningRate: schedules.cosine({ initial: 0.1 }), momentum: 0.9, nesterov: true })],
  adam: [perceptron, adam()],
  noise: [noisy, sgd({ learningRate: 0.01 })],
  adamW: [convolutional, adamW({ learningRate: schedules.step({ initial: 0.01, factor: 0.5, every: 1 }) })],
  rmsprop: [convolutional, rmsprop({ centered: true, momentum: 0.5 })],
}

/** What a run leaves: weights, losses, and how many steps were replayed. */
async function outcome(make: () => Layer, optimizer: Optimizer, backend: Backend, train = images) {
  const model = make()
  const { history } = await fit(model, {
    data: { train },
    loss: 'crossEntropy',
    epochs: 2,
    batchSize: 16,
    optimizer,
    constraint: constraints.maxNorm(2),
    l2: 1e-4,
    key: key(9),
    backend,
  })
  const weights = await Promise.all(Object.values(flattenParams(model.params)).map((parameter) => parameter.read()))
  return { bits: [weights, history.map(({ runningLoss, loss }) => [runningLoss, loss])], ...replayOf(model)! }
}

test.each(Object.entries(runs))(
  '%s: replayed steps have the bits of the reference at every number of threads',
  async (_, [make, optimizer]) => {
    const expected = await outcome(make, optimizer, reference)
    for (const threads of [1, 3]) {
      const backend = await wasm({ threads })
      const { bits, steps, obstacle } = await outcome(make, optimizer, backend)
      expect(bits).toEqual(expected.bits)
      expect(obstacle).toBe(undefined)
      expect(steps).toBeGreaterThan(5)
      expect(backend.fallbacks.size).toBe(0)
      backend.close()
    }
  },
)

test('rows of an embedding are replayed, whatever tokens come', async () => {
  const tokens = { data: Int32Array.from({ length: 300 }, (_, i) => (i * i * 7) % 50), shape: [60, 5] }
  const sentences = {
    name: 'sentences',
    inputs: tokens,
    targets: { data: tokens.data.filter((_, i) => i % 5 === 0).map((token) => token % 3), shape: [60] },
    classes: 3,
  }
  const make = () => sequential(embedding(50, 8), flatten(), dropout({ keep: 0.8 }), linear(40, 3))
  const backend = await wasm({ threads: 2 })
  const [expected, seen] = [
    await outcome(make, adam(), reference, sentences),
    await outcome(make, adam(), backend, sentences),
  ]
  expect([seen.bits, seen.obstacle]).toEqual([expected.bits, undefined])
  expect(seen.steps).toBeGreaterThan(1)
  backend.close()
})

test('a gradient that waits for its first reader is that of the parameters before its step, traced or replayed', async () => {
  const backend = await wasm({ threads: 2 })
  const model = sequential(linear(3, 6), relu(), linear(6, 3))
  const steps = await trainer(model, { loss: 'mse', optimizer: adam(), key: key(3), backend })
  const batch = { data: Float32Array.of(1, -2, -3, 4, 5, 6), shape: [2, 3] }
  const right = ones([6, 4096], { backend, requiresGrad: true })
  const gradient = () => backward(sum(matmul(flattenParams(model.params)['linear1/weight']!, right)), right)
  const [expected, waiting] = [[] as number[], [] as Tensor[]]
  for (let i = 0; i < 8; i++) {
    expected.push(scope(() => gradient().readSync()[0]!))
    waiting.push(gradient())
    steps.step(batch, batch)
  }
  expect(steps.replay.steps).toBe(5)
  expect(waiting.map((each) => each.readSync()[0])).toEqual(expected)
  steps.dispose()
  backend.close()
})

test('a batch that was disposed of, where a trace begins, leaves nothing behind', async () => {
  const backend = await wasm({ threads: 1 })
  const model = sequential(linear(2, 2))
  const steps = await trainer(model, { loss: 'mse', optimizer: sgd({ learningRate: 0.1 }), key: key(3), backend })
  const batch = { data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] }
  const before = backend.memory().buffers
  const gone = ones([2, 2], { backend })
  gone.dispose()
  steps.step(batch, batch)
  expect(() => steps.step(gone, batch)).toThrow('disposed of')
  for (let i = 0; i < 4; i++) steps.step(batch, batch)
  expect(steps.replay.steps).toBe(2)
  steps.dispose()
  expect(backend.memory().buffers).toBe(before)
  backend.close()
})
