import { readdirSync } from 'node:fs'
import { twoMoons } from '@thinned/data'
import { type ConvertedWeight, convertScaling, dropout } from '@thinned/dropout'
import { createPass, flattenParams, init, type Layer, linear, losses, relu, sequential } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import {
  add,
  backward,
  cast,
  greater,
  less,
  mul,
  noGrad,
  randomNormal,
  scope,
  sub,
  tensor,
  zeros,
} from '@thinned/tensor'
import { adam, adamW, constraints, evaluate, fit, type Optimizer, rmsprop, sgd } from '@thinned/train'
import { expect, test } from 'vitest'

const build = (scale: 'training' | 'evaluation') =>
  sequential(
    dropout({ keep: 0.8, scale }),
    linear(6, 8),
    relu(),
    dropout({ keep: 0.5, scale }),
    linear(8, 7),
    relu(),
    dropout({ keep: 0.5, scale }),
    linear(7, 4),
  )

/** Settings of the paper's form. */
const [BOUND, L2, L1] = [1, 1e-3, 1e-3]
const inputs = randomNormal(key('inputs'), [100, 6], { dtype: 'float64' })
const labels = tensor(Int32Array.from({ length: 100 }, (_, i) => i % 4))

type Factors = Omit<ConvertedWeight, 'match'>
const unchanged: Factors = {
  weight: 1,
  learningRate: 1,
  adaptiveLearningRate: 1,
  epsilon: 1,
  maxNorm: 1,
  l2: 1,
  l1: 1,
  weightDecay: 1,
}

/** The optimizers of train, by the file that has them, with settings of the paper's form times the factors. */
const optimizers: Readonly<Record<string, (own: Factors) => Optimizer>> = {
  sgd: (own) => sgd({ learningRate: 0.2 * own.learningRate, momentum: 0.9 }),
  adam: (own) => adam({ learningRate: 0.05 * own.adaptiveLearningRate, epsilon: 1e-3 * own.epsilon }),
  'adam-w': (own) =>
    adamW({
      learningRate: 0.05 * own.adaptiveLearningRate,
      epsilon: 1e-3 * own.epsilon,
      weightDecay: 0.05 * own.weightDecay,
    }),
  rmsprop: (own) =>
    rmsprop({
      learningRate: 0.01 * own.adaptiveLearningRate,
      epsilon: 1e-3 * own.epsilon,
      momentum: 0.5,
      centered: true,
    }),
}

/** 100 steps with max-norm, L2 and L1, and how often a bound held a weight back. */
function train(model: Layer, weights: readonly ConvertedWeight[], make: (own: Factors) => Optimizer): number {
  let bounded = 0
  const params = flattenParams(model.params)
  const slots = Object.fromEntries(
    Object.entries(params).map(([path, { shape }]) => [
      path,
      Object.fromEntries(make(unchanged).stateNames.map((name) => [name, zeros(shape, { dtype: 'float64' })])),
    ]),
  )
  for (let step = 0; step < 100; step++) {
    scope(() => {
      const pass = createPass({ mode: 'train', key: foldIn(key(7), step), step, steps: 100 })
      const gradients = backward(losses.crossEntropy(model.forward(inputs, pass), labels), Object.values(params))
      noGrad(() =>
        Object.entries(params).forEach(([path, parameter], i) => {
          const own = weights.find(({ match }) => match === path) ?? unchanged
          const [above, below] = [greater(parameter, 0), less(parameter, 0)].map((sign) => cast(sign, 'float64'))
          const penalties = [mul(parameter, L2 * own.l2), mul(sub(above!, below!), L1 * own.l1)]
          const gradient = parameter.rank < 2 ? gradients[i]! : penalties.reduce(add, gradients[i]!)
          make(own).update(parameter, gradient, slots[path]!, { step, steps: 100, epoch: 0 })
          const before = parameter.readSync().join()
          constraints.maxNorm(BOUND * own.maxNorm).apply(path, parameter)
          bounded += before === parameter.readSync().join() ? 0 : 1
        }),
      )
    })
  }
  return bounded
}

const logits = (model: Layer) => model.forward(inputs, createPass({ mode: 'evaluate' })).readSync()
const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - b[i]!)))

test.each(
  readdirSync(new URL('../../train/src/optimizers/', import.meta.url)).filter(
    (file) => /^[\w-]+\.ts$/.test(file) && file !== 'index.ts',
  ),
)(
  'the paper’s form and its conversion take the same 100 steps of %s under max-norm, L2 and L1, to 1e-9 in float64',
  (file) => {
    const make = optimizers[file.slice(0, -3)]!
    expect(make, 'write its settings here').toBeDefined()
    const [paper, inverted, unconverted] = [build('evaluation'), build('training'), build('training')]
    init(paper, key(1), { dtype: 'float64' })
    const first = logits(paper)
    const weights = convertScaling(paper, inverted)
    convertScaling(paper, unconverted)
    expect(weights.map(({ weight }) => weight)).toEqual([0.8, 0.5, 0.5])
    expect(train(paper, [], make)).toBeGreaterThan(10)
    expect(train(inverted, weights, make)).toBeGreaterThan(10)
    expect(furthest(logits(paper), first)).toBeGreaterThan(0.5)
    expect(furthest(logits(paper), logits(inverted))).toBeLessThan(1e-9)
    // The paper's settings taken over as they are train another network.
    train(unconverted, [], make)
    expect(furthest(logits(paper), logits(unconverted))).toBeGreaterThan(0.1)
  },
)

test('the conversion as groups of fit: the same loss as the paper’s form but for float32', async () => {
  const forms = (scale: 'training' | 'evaluation') =>
    sequential(linear(2, 12), relu(), dropout({ keep: 0.5, scale }), linear(12, 2))
  const [paper, inverted] = [forms('evaluation'), forms('training')]
  init(paper, key(3))
  const groups = convertScaling(paper, inverted).map(({ match, learningRate, maxNorm: bound, l2 }) => ({
    match,
    optimizer: sgd({ learningRate: 0.1 * learningRate, momentum: 0.9 }),
    constraint: constraints.maxNorm(2 * bound),
    l2: 1e-3 * l2,
  }))
  const data = { train: twoMoons({ size: 100, key: key(1) }) }
  const settings = {
    ...({ data, loss: 'crossEntropy', epochs: 10, batchSize: 20, key: key(42), l2: 1e-3 } as const),
    ...{ optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }), constraint: constraints.maxNorm(2) },
  }
  await fit(paper, settings)
  await fit(inverted, { ...settings, groups })
  const [a, b] = await Promise.all(
    [paper, inverted].map((model) => evaluate(model, data.train, { loss: 'crossEntropy' })),
  )
  expect(Math.abs(a!.loss - b!.loss)).toBeLessThan(1e-4)
})
