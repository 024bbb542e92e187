import { twoMoons } from '@thinned/data'
import { type ConvertedWeight, convertScaling, dropout } from '@thinned/dropout'
import { createPass, flattenParams, init, type Layer, linear, losses, relu, sequential } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import { add, backward, mul, noGrad, randomNormal, scope, tensor, zeros } from '@thinned/tensor'
import { constraints, evaluate, fit, sgd } from '@thinned/train'
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

/** The settings of the paper's form. */
const [RATE, BOUND, L2] = [0.2, 1, 1e-3]
const inputs = randomNormal(key('inputs'), [100, 6], { dtype: 'float64' })
const labels = tensor(Int32Array.from({ length: 100 }, (_, i) => i % 4))

/** 100 steps of momentum with max-norm and L2, and how often a bound held a weight back. */
function train(model: Layer, weights: readonly ConvertedWeight[]): number {
  let bounded = 0
  const params = flattenParams(model.params)
  const velocities = Object.entries(params).map(
    ([path, { shape }]) => [path, zeros(shape, { dtype: 'float64' })] as const,
  )
  const slots = new Map(velocities)
  for (let step = 0; step < 100; step++) {
    scope(() => {
      const pass = createPass({ mode: 'train', key: foldIn(key(7), step), step, steps: 100 })
      const gradients = backward(losses.crossEntropy(model.forward(inputs, pass), labels), Object.values(params))
      noGrad(() =>
        Object.entries(params).forEach(([path, parameter], i) => {
          const own = weights.find(({ match }) => match === path) ?? { learningRate: 1, maxNorm: 1, l2: 1 }
          const gradient = parameter.rank < 2 ? gradients[i]! : add(gradients[i]!, mul(parameter, L2 * own.l2))
          const optimizer = sgd({ learningRate: RATE * own.learningRate, momentum: 0.9 })
          optimizer.update(parameter, gradient, { velocity: slots.get(path)! }, { step, steps: 100, epoch: 0 })
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

test('the paper’s form and its conversion take the same 100 momentum steps under max-norm and L2, to 1e-9 in float64', () => {
  const [paper, inverted, unconverted] = [build('evaluation'), build('training'), build('training')]
  init(paper, key(1), { dtype: 'float64' })
  const first = logits(paper)
  const weights = convertScaling(paper, inverted)
  convertScaling(paper, unconverted)
  expect(weights.map(({ weight }) => weight)).toEqual([0.8, 0.5, 0.5])
  expect(train(paper, [])).toBeGreaterThan(50)
  expect(train(inverted, weights)).toBeGreaterThan(50)
  expect(furthest(logits(paper), first)).toBeGreaterThan(1)
  expect(furthest(logits(paper), logits(inverted))).toBeLessThan(1e-9)
  // The paper's settings taken over as they are train another network.
  train(unconverted, [])
  expect(furthest(logits(paper), logits(unconverted))).toBeGreaterThan(0.1)
})

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
