import { backward, type Tensor, tensor } from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import { losses } from '../src/index.ts'
import { entriesOf } from './entries.ts'
import type { LossCases } from './loss-cases.ts'

// Every loss of the folder in float32, against its definition in float64, on a grid of extremes: the value and the gradients of the predictions.
// The bound is 5e-6 of the largest term of the definition; what float32 cannot hold is Infinity.

const float32s = (values: readonly number[]): number[] => values.map(Math.fround)
const mirrored = (values: readonly number[]): number[] => float32s(values.flatMap((value) => [value, -value]))
const NUMBERS = mirrored([0, 1e-45, 1e-38, 1e-20, 0.3, 1, 7, 1e5, 1e18, 1e20, 1e38])
const LOGITS = mirrored([0, 1e-45, 1e-20, 0.3, 5, 12, 20, 60, 1e3, 1e20, 1e38])
const PROBABILITIES = float32s([0, 1e-45, 1e-20, 0.25, 1])
const pairs = (a: readonly number[], b: readonly number[]): number[][] => a.flatMap((x) => b.map((y) => [x, y]))

interface Exact {
  readonly value: number
  /** Of each prediction. */
  readonly gradients: readonly number[]
  /** The largest term of the value, where terms cancel. Default: the value. */
  readonly size?: number
  /** What the value may be off by where the definition is near 0. Default 0. */
  readonly near?: number
}

interface Definition {
  readonly grid: readonly (readonly number[])[]
  exact(inputs: readonly number[]): Exact
  /** The loss, and the tensors of the predictions. */
  call(inputs: readonly number[]): { readonly loss: Tensor; readonly leaves: readonly Tensor[] }
}

const leafOf = (...values: number[]): Tensor => tensor(values, { requiresGrad: true })
const sigmoid = (x: number): number => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)))
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))

/** A loss of one number and its target. */
function ofNumber(
  loss: (prediction: Tensor, target: Tensor) => Tensor,
  grid: number[][],
  exact: (prediction: number, target: number) => Exact,
): Definition {
  return {
    grid,
    exact: ([prediction, target]) => exact(prediction!, target!),
    call([prediction, target]) {
      const leaf = leafOf(prediction!)
      return { loss: loss(leaf, tensor([target!])), leaves: [leaf] }
    },
  }
}

/** Softmax in float64, of logits of which −∞ masks some. */
function logSoftmax(logits: readonly number[]): number[] {
  const largest = Math.max(...logits)
  const first = logits.indexOf(largest)
  const total = Math.log1p(logits.reduce((sum, logit, c) => sum + (c === first ? 0 : Math.exp(logit - largest)), 0))
  return logits.map((logit) => logit - largest - total)
}

const ROWS = [
  [0, 0, 0],
  [0, -0, 1e-45],
  [20, 0, -20],
  [8, 0, -1],
  [9, 0, 0],
  [15, -1, 0],
  [18, 0, -104],
  [1e20, 0, 1e20],
  [1e38, -1e38, 0],
  [0, 1, -Infinity],
  [-Infinity, -Infinity, 1e38],
].map(float32s)

const definitions: Readonly<Record<string, Definition>> = {
  mse: ofNumber(losses.mse, pairs(NUMBERS, NUMBERS), (p, t) => ({ value: (p - t) ** 2, gradients: [2 * (p - t)] })),
  mae: ofNumber(losses.mae, pairs(NUMBERS, NUMBERS), (p, t) => ({
    value: Math.abs(p - t),
    gradients: [Math.sign(p - t)],
  })),
  huber: ofNumber(losses.huber, pairs(NUMBERS, NUMBERS), (p, t) => {
    const size = Math.abs(p - t)
    const value = size < 1 ? size ** 2 / 2 : size - 0.5
    return { value, gradients: [Math.sign(p - t) * Math.min(size, 1)] }
  }),
  binaryCrossEntropy: ofNumber(losses.binaryCrossEntropy, pairs(LOGITS, PROBABILITIES), (z, t) => ({
    value: (1 - t) * softplus(z) + t * softplus(-z),
    gradients: [(1 - t) * sigmoid(z) - t * sigmoid(-z)],
  })),
  expectedBinaryCrossEntropy: {
    grid: pairs(LOGITS, PROBABILITIES).flatMap((pair) =>
      float32s([0, 1e-45, 1e-20, 1, 1e10]).map((variance) => [...pair, variance]),
    ),
    exact([mean, target, variance]) {
      const widening = Math.sqrt(1 + (Math.PI / 8) * variance!)
      const [z, t] = [mean! / widening, target!]
      const gradient = (1 - t) * sigmoid(z) - t * sigmoid(-z)
      return { value: widening * ((1 - t) * softplus(z) + t * softplus(-z)), gradients: [gradient] }
    },
    call([mean, target, variance]) {
      const leaf = leafOf(mean!)
      const outputs = { mean: leaf, variance: tensor([variance!]) }
      return { loss: losses.expectedBinaryCrossEntropy(outputs, tensor([target!])), leaves: [leaf] }
    },
  },
  gaussianNll: {
    grid: [
      ...pairs(mirrored([0, 1e-45, 1e-38, 1e-25, 0.3, 7, 1e18, 1e20]), mirrored([0, 1e-20, 1, 20, 100])),
      ...pairs([0], [-1e3, -200, 200, 1e3, 1e38]),
      [1e38, 174],
    ].map(float32s),
    exact([mean, logVariance]) {
      const ratio = mean! * Math.exp(logVariance! * -0.5)
      const [value, size] = [0.5 * (Math.log(2 * Math.PI) + logVariance! + ratio ** 2), Math.abs(logVariance!)]
      return { value, gradients: [ratio * Math.exp(logVariance! * -0.5), 0.5 - 0.5 * ratio ** 2], size, near: 1e-6 }
    },
    call([mean, logVariance]) {
      const leaves = [leafOf(mean!), leafOf(logVariance!)]
      return { loss: losses.gaussianNll({ mean: leaves[0]!, logVariance: leaves[1]! }, tensor([0])), leaves }
    },
  },
  crossEntropy: {
    grid: ROWS.flatMap((row) => row.flatMap((logit, label) => (logit === -Infinity ? [] : [[...row, label]]))),
    exact(inputs) {
      const [logits, label] = [inputs.slice(0, 3), inputs[3]!]
      const logs = logSoftmax(logits)
      return {
        value: -logs[label]!,
        gradients: logs.map((log, c) => (c === label ? Math.expm1(log) : Math.exp(log))),
        // A certain class keeps its digits, too.
        near: Math.min(2e-7, 3e-4 * -logs[label]!),
      }
    },
    call(inputs) {
      const leaf = tensor([inputs.slice(0, 3)], { requiresGrad: true })
      return { loss: losses.crossEntropy(leaf, tensor([inputs[3]!], { dtype: 'int32' })), leaves: [leaf] }
    },
  },
  klDivergence: {
    grid: ROWS.flatMap((row) => ROWS.map((target) => [...row, ...target])),
    exact(inputs) {
      const [q, p] = [logSoftmax(inputs.slice(0, 3)), logSoftmax(inputs.slice(3))]
      const value = p.reduce((sum, log, c) => sum + (Math.exp(log) === 0 ? 0 : Math.exp(log) * (log - q[c]!)), 0)
      return { value, gradients: q.map((log, c) => Math.exp(log) - Math.exp(p[c]!)), near: 5e-7 }
    },
    call(inputs) {
      const leaf = tensor([inputs.slice(0, 3)], { requiresGrad: true })
      return { loss: losses.klDivergence(leaf, tensor([inputs.slice(3)])), leaves: [leaf] }
    },
  },
}

const MAX = (2 - 2 ** -23) * 2 ** 127

/** Whether float32 says the exact number, or Infinity of its sign where it cannot. */
function agrees(found: number, exact: number, allowed: number): boolean {
  const held = Math.abs(exact) > MAX ? Math.sign(exact) * Infinity : exact
  return found === held || Math.abs(found - held) <= allowed
}

const entries = await entriesOf<LossCases>('losses')

describe.each(entries)('$name', ({ name }) => {
  test('it agrees with its definition in float64 at extremes, its gradient too', () => {
    const definition = definitions[name]
    expect(definition, `write the definition of ${name} here`).toBeDefined()
    const wrong: unknown[] = []
    for (const inputs of definition!.grid) {
      const { value, gradients, size = 0, near = 0 } = definition!.exact(inputs)
      const { loss, leaves } = definition!.call(inputs)
      const found = loss.readSync()[0]!
      if (!agrees(found, value, near + 1e-44 + 5e-6 * Math.max(Math.abs(value), size)))
        wrong.push({ inputs, found, value })
      if (!(Math.abs(value) <= MAX)) continue
      const slopes = backward(loss, leaves).flatMap((gradient) => [...gradient.readSync()])
      for (const [i, slope] of slopes.entries())
        if (!agrees(slope, gradients[i]!, near + 1e-44 + 5e-6 * Math.abs(gradients[i]!)))
          wrong.push({ inputs, slope, i, gradient: gradients[i] })
    }
    expect(wrong).toEqual([])
  })
})

describe('what weighs 0 adds 0, be its own loss infinite', () => {
  const masked = [
    [-Infinity, 0, 0],
    [0, 0, 0],
  ]
  const int32 = (...labels: number[]): Tensor => tensor(labels, { dtype: 'int32' })

  test.each<[string, (logits: Tensor) => Tensor]>([
    ['a label ignored', (z) => losses.crossEntropy(z, int32(-1, 1), { ignore: -1 })],
    ['an example', (z) => losses.crossEntropy(z, int32(0, 1), { weights: tensor([0, 1]) })],
    ['a class', (z) => losses.crossEntropy(z, int32(0, 1), { classWeights: [0, 1, 1] })],
  ])('crossEntropy, %s', (_, loss) => {
    const leaf = tensor(masked, { requiresGrad: true })
    const value = loss(leaf)
    expect(value.readSync()[0]).toBeCloseTo(Math.log(3), 6)
    const slopes = backward(value, leaf).readSync()
    for (const [i, slope] of [0, 0, 0, 1 / 3, -2 / 3, 1 / 3].entries()) expect(slopes[i]).toBeCloseTo(slope, 6)
  })

  test('crossEntropy, a masked class under smoothing', () => {
    const options = { labelSmoothing: 0.3, classWeights: [0, 1, 1] }
    const [all, two] = [tensor([[-Infinity, 1, 0]], { requiresGrad: true }), Math.log(1 + Math.exp(-1))]
    const value = losses.crossEntropy(all, int32(1), options)
    expect(value.readSync()[0]).toBeCloseTo(0.7 * two + 0.1 * (two + two + 1), 6)
    expect([...backward(value, all).readSync()]).toSatisfy((slopes: number[]) => slopes.every(Number.isFinite))
  })

  test.each([
    ['mse', losses.mse],
    [
      'gaussianNll',
      (mean: Tensor, target: Tensor, options: losses.WeightOptions) =>
        losses.gaussianNll({ mean, logVariance: tensor([0, 0]) }, target, options),
    ],
  ] as const)('%s', (_, loss) => {
    const leaf = leafOf(1e30, 2)
    const [weighted, alone] = [
      loss(leaf, tensor([0, 2]), { weights: tensor([0, 1]) }),
      loss(tensor([2, 2]), tensor([2, 2]), {}),
    ]
    expect(weighted.readSync()).toEqual(alone.readSync())
    expect([...backward(weighted, leaf).readSync()].map(Math.abs)).toEqual([0, 0])
  })
})

test('klDivergence: a class masked on both sides moves neither', () => {
  const [logits, target] = [
    tensor([[0, 0, -Infinity]], { requiresGrad: true }),
    tensor([[0, 1, -Infinity]], { requiresGrad: true }),
  ]
  const value = losses.klDivergence(logits, target)
  expect(value.readSync()[0]).toBeCloseTo(0.110944, 6)
  const [ofLogits, ofTarget] = backward(value, [logits, target]).map((gradient) => [...gradient.readSync()])
  for (const [i, slope] of [0.231059, -0.231059, 0].entries()) expect(ofLogits![i]).toBeCloseTo(slope, 5)
  for (const [i, slope] of [-0.196612, 0.196612, 0].entries()) expect(ofTarget![i]).toBeCloseTo(slope, 5)
})
