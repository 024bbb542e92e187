import {
  createPass,
  flatten,
  flattenParams,
  init,
  type Layer,
  linear,
  losses,
  relu,
  sequential,
  sigmoid,
  softplus,
} from '@thinned/nn'
import { key, normal, uniform } from '@thinned/rng'
import {
  assignScaledSum,
  backward,
  checkGradient,
  noGrad,
  ones,
  randomNormal,
  reference,
  scope,
  square,
  type Tensor,
  tensor,
} from '@thinned/tensor'
import { expect, test } from 'vitest'
import { dropout, gaussianDropout } from '../variants/index.ts'
import { fastDropout } from './fast-dropout.ts'
import { dropMoments, reluMoments, sigmoidMoments } from './moments.ts'

const train = createPass({ mode: 'train', key: key(3) })
const evaluate = createPass({ mode: 'evaluate' })
const float64 = { dtype: 'float64' } as const

/** As many copies of an example, one a row. */
const copiesOf = (example: Float64Array, count: number): Tensor =>
  tensor(
    Float64Array.from({ length: count * example.length }, (_, i) => example[i % example.length]!),
    { shape: [count, example.length] },
  )

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Sparse counts, one in five there, and labels that a logistic regression gives, by chance. */
function texts(examples: number, features: number) {
  const [there, size] = [uniform(key('there'), examples * features), normal(key('size'), examples * features)]
  const inputs = Float64Array.from(there, (u, i) => (u < 0.2 ? 1 + Math.abs(size[i]!) : 0))
  const weight = Float64Array.from(normal(key('w'), features), (value) => 0.3 * value)
  const chance = uniform(key('label'), examples)
  const labels = Float64Array.from(chance, (u, row) => {
    const logit = weight.reduce((sum, value, i) => sum + value * inputs[row * features + i]!, 0)
    return Number(u < 1 / (1 + Math.exp(-logit)))
  })
  return { inputs, labels }
}

test.each([0.5, 0.8])(
  'a logistic regression trained without a draw: its loss is that of 10,000 drawn masks within 1 %, at keep %f',
  { timeout: 30_000 },
  (keep) => {
    const [examples, features, draws, looked] = [600, 30, 10_000, 15]
    const { inputs, labels } = texts(examples, features)
    const plain = sequential(dropout({ keep }), linear(features, 1))
    const fast = fastDropout(plain)
    init(fast, key(1), float64)
    const [x, targets] = [tensor(inputs, { shape: [examples, features] }), tensor(labels, { shape: [examples, 1] })]
    const withoutKey = createPass({ mode: 'train' })
    const parameters = Object.values(flattenParams(fast.params))
    for (let step = 0; step < 100; step++)
      scope(() => {
        const gradients = backward(losses.expectedBinaryCrossEntropy(fast.forward(x, withoutKey), targets), parameters)
        noGrad(() => parameters.forEach((each, i) => void assignScaledSum(each, 1, each, -0.5, gradients[i]!)))
      })
    const trained = losses.expectedBinaryCrossEntropy(fast.forward(x, withoutKey), targets).readSync()[0]!
    expect(trained).toBeLessThan(Math.LN2)
    const rows = Array.from({ length: looked }, (_, row) => inputs.subarray(row * features, (row + 1) * features))
    const own = targets.readSync().subarray(0, looked)
    const crossEntropy = (logit: number, label: number): number =>
      Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(logit, 0) - label * logit
    const drawn = meanOf(
      rows.map((row, i) =>
        scope(() => {
          const logits = plain.forward(copiesOf(row, draws), train.at(i)).readSync()
          return meanOf(Array.from(logits, (logit) => crossEntropy(logit, own[i]!)))
        }),
      ),
    )
    const seen = tensor(inputs.slice(0, looked * features), { shape: [looked, features] })
    const found = losses
      .expectedBinaryCrossEntropy(fast.forward(seen, withoutKey), tensor(own, { shape: [looked, 1] }))
      .readSync()[0]!
    expect(Math.abs(found / drawn - 1), `${found} and ${drawn}`).toBeLessThan(0.01)
    // The full network's loss is another, so that being near is no matter of course.
    const full = meanOf(
      Array.from(plain.forward(seen, evaluate).readSync(), (logit, i) => crossEntropy(logit, own[i]!)),
    )
    expect(full / drawn).toBeLessThan(0.97)
  },
)

test.each([
  ['one layer, where they are exact', [], 0.03],
  ['two, whose units are correlated', [linear(30, 40), dropout({ keep: 0.5 })], 0.1],
  ['relu between', [linear(30, 40), relu(), dropout({ keep: 0.5 })], 0.1],
  ['sigmoid between', [linear(30, 40), sigmoid(), dropout({ keep: 0.5 })], 0.1],
] as const)('moments are those of drawn masks: %s', (_, between, nearVariance) => {
  const layers: readonly Layer[] = [dropout({ keep: 0.8 }), ...between, linear(between.length > 0 ? 40 : 30, 1)]
  const model = sequential(...layers)
  init(model, key(2), float64)
  const [example, draws] = [Float64Array.from(normal(key('example'), 30)), 40_000]
  const out = Array.from(scope(() => model.forward(copiesOf(example, draws), train)).readSync() as Float64Array)
  const mean = meanOf(out)
  const variance = meanOf(out.map((value) => (value - mean) ** 2))
  const found = fastDropout(model).forward(tensor(example, { shape: [1, 30] }), train)
  // Six standard errors of the mean over the draws.
  expect(Math.abs(found.mean.readSync()[0]! - mean) / Math.sqrt(variance)).toBeLessThan(6 / Math.sqrt(draws))
  expect(Math.abs(found.variance.readSync()[0]! / variance - 1)).toBeLessThan(nearVariance)
})

test('relu and sigmoid of a normal number: the moments are those of its density', () => {
  for (const [mu, s] of [
    [0, 1],
    [2, 0.5],
    [-1.5, 1],
    [-6, 1],
    [0.7, 3],
    [3, 0.01],
  ] as const) {
    const normalMoments = { mean: tensor([mu], float64), variance: tensor([s * s], float64) }
    for (const [of, moments, tolerance] of [
      [(x: number) => Math.max(x, 0), reluMoments, 1e-6],
      [(x: number) => 1 / (1 + Math.exp(-x)), sigmoidMoments, 0.04],
    ] as const) {
      const steps = Array.from({ length: 4000 }, (_, i) => -10 + (i + 0.5) / 200)
      const average = (f: (x: number) => number): number =>
        steps.reduce((sum, z) => sum + (f(mu + s * z) * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI) / 200, 0)
      const mean = average(of)
      const variance = average((x) => (of(x) - mean) ** 2)
      const found = moments(normalMoments)
      expect(Math.abs(found.mean.readSync()[0]! - mean), `${mu}, ${s}`).toBeLessThan(tolerance)
      const deviation = Math.sqrt(found.variance!.readSync()[0]!)
      expect(Math.abs(deviation - Math.sqrt(variance)), `${mu}, ${s}`).toBeLessThan(tolerance)
    }
  }
})

test('a variance of 0, and one that float32 rounds, leave finite moments: the activation itself, and never less than 0', () => {
  const mean = tensor([-2, 0, 3])
  for (const [moments, values] of [
    [reluMoments, [0, 0, 3]],
    [sigmoidMoments, [0.1192, 0.5, 0.95257]],
  ] as const) {
    const found = moments({ mean, variance: tensor([0, 0, 0]) })
    expect(Array.from(found.mean.readSync())).toEqual(values.map((value) => expect.closeTo(value, 4)))
    found.variance!.readSync().forEach((value) => void expect(value).toBeCloseTo(0, 12))
  }
  const far = tensor(Float32Array.from({ length: 2000 }, (_, i) => -10 + i / 100))
  expect(Math.min(...reluMoments({ mean: far, variance: ones([2000]) }).variance!.readSync())).toBeGreaterThanOrEqual(0)
})

test('the gradient agrees with central differences, through every layer', () => {
  const model = fastDropout(
    sequential(
      flatten(),
      dropout({ keep: 0.7 }),
      linear(6, 5),
      relu(),
      dropout({ keep: 0.5, scale: 'evaluation' }),
      linear(5, 4),
      sigmoid(),
      dropout({ keep: 0.4 }),
      linear(4, 1),
    ),
  )
  const [x, ...weights] = [[3, 2, 3], [6, 5], [5], [5, 4], [4], [4, 1]].map((shape, i) =>
    randomNormal(key(i), shape, float64),
  )
  const run = (input: Tensor, a: Tensor, b: Tensor, c: Tensor, d: Tensor, e: Tensor): Tensor => {
    const layers = { linear1: { weight: a, bias: b }, linear2: { weight: c, bias: d }, linear3: { weight: e } }
    const moments = model.forward(input, train, { model: layers })
    return losses.expectedBinaryCrossEntropy(moments, ones([3, 1], float64))
  }
  expect(checkGradient(run as never, [x!, ...weights])).toBeLessThan(1e-6)
})

test('at keep 1 it is the full network without variance, at keep 0 nothing is left, whatever stood there', () => {
  const x = tensor([[1, Infinity]])
  expect(dropMoments({ mean: x }, 1).mean.readSync()).toEqual(x.readSync())
  expect(dropMoments({ mean: x }, 1).variance).toBeUndefined()
  const none = dropMoments({ mean: x, variance: square(x) }, 0)
  expect([none.mean, none.variance!].map((each) => Array.from(each.readSync()))).toEqual([
    [0, 0],
    [0, 0],
  ])
  expect(() => dropMoments({ mean: x }, 2)).toThrow('dropMoments was given keep 2')
})

test('evaluation is the full network, and passes leave only their two outputs', () => {
  const plain = sequential(dropout({ keep: 0.5 }), linear(3, 4), relu(), linear(4, 2))
  const fast = fastDropout(plain)
  init(fast, key(1))
  const x = tensor(normal(key(2), 6), { shape: [2, 3] })
  const full = fast.forward(x, evaluate)
  expect(full.mean.readSync()).toEqual(plain.forward(x, evaluate).readSync())
  expect(full.variance.readSync()).toEqual(new Float32Array(4))
  const reports: unknown[] = []
  const before = reference.memory()
  const out = fast.forward(
    tensor(x.readSync(), { shape: [2, 3] }),
    createPass({ mode: 'sample', onReport: (...report) => reports.push(report) }),
  )
  expect(reports).toEqual([['model/dropout1', 'keep', 0.5]])
  for (const each of [out.mean, out.variance]) each.dispose()
  expect(reference.memory().buffers).toBe(before.buffers + 1)
})

test('Gaussian dropout has the moments of standard dropout', () => {
  const [weight, x] = [tensor(normal(key(1), 6), { shape: [3, 2] }), tensor(normal(key(2), 6), { shape: [2, 3] })]
  const [ours, theirs] = [dropout, gaussianDropout].map((variant) => {
    const { mean, variance } = fastDropout(sequential(variant({ keep: 0.7 }), linear(3, 2))).forward(x, train, {
      model: { linear1: { weight } },
    })
    return [mean.readSync(), variance.readSync()]
  })
  expect(theirs).toEqual(ours)
})

test('what moments do not go through is refused', () => {
  const refused = (...layers: readonly Layer[]) => expect(() => fastDropout(sequential(...layers)))
  refused(linear(2, 2), softplus()).toThrow(
    'fastDropout was given a softplus at softplus1; moments go through dropout, gaussianDropout, linear',
  )
  refused(dropout({ keep: () => 0.5 })).toThrow('dropout at dropout1 with a schedule')
  refused(gaussianDropout({ keep: () => 0.5 })).toThrow('gaussianDropout at gaussianDropout1 with a schedule')
  refused(dropout({ keep: 0.5, share: 'batch' })).toThrow('dropout at dropout1 with shared axes')
  expect(() => fastDropout(sequential(linear(2, 2))).forward(ones([1, 2]), train)).toThrow(
    'Call init(model, key) first',
  )
})
