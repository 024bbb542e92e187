import { backward, type NestedNumbers, requireGrad, slice, type Tensor, tensor } from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import fixture from '../fixtures/losses.json' with { type: 'json' }
import { losses } from '../src/index.ts'
import { expectClose } from './expect-close.ts'

const { inputs } = fixture
const float64 = (values: NestedNumbers): Tensor => tensor(values, { dtype: 'float64' })
const firstOf = <T>(rows: readonly (readonly T[])[]): T[] => rows.map((row) => row[0]!)
const [weights, stepWeights] = [float64(inputs.weights), float64(inputs.stepWeights)]
const targets = float64(inputs.targets)
const labels = tensor(inputs.labels, { dtype: 'int32' })
const { classWeights } = inputs
const every = { classWeights, ignore: -1, labelSmoothing: 0.1 }

interface Expected {
  readonly loss: number
  readonly gradients: readonly (readonly number[])[]
}

function expectAgreement(expected: Expected, loss: (...leaves: Tensor[]) => Tensor, ...leaves: Tensor[]): void {
  for (const leaf of leaves) requireGrad(leaf)
  const value = loss(...leaves)
  expectClose(value.readSync(), [expected.loss])
  const gradients = backward(value, leaves)
  for (const [at, gradient] of gradients.entries()) expectClose(gradient.readSync(), expected.gradients[at]!)
}

describe('values and gradients agree with PyTorch', () => {
  test.each<[keyof typeof fixture.crossEntropy, losses.CrossEntropyOptions & losses.WeightOptions]>([
    ['plain', {}],
    ['weights', { weights }],
    ['classWeights', { classWeights }],
    ['labelSmoothing', { labelSmoothing: 0.1 }],
  ])('crossEntropy, %s', (name, options) => {
    const classOf = tensor(firstOf(inputs.labels), { dtype: 'int32' })
    const logits = float64(firstOf(inputs.logits))
    expectAgreement(fixture.crossEntropy[name], (z) => losses.crossEntropy(z, classOf, options), logits)
  })

  test.each<[keyof typeof fixture.sequences, losses.CrossEntropyOptions & losses.WeightOptions]>([
    ['ignore', { ignore: -1 }],
    ['every', every],
    ['everyWeights', { ...every, weights }],
    ['everyStepWeights', { ...every, weights: stepWeights }],
  ])('crossEntropy of sequences, %s', (name, options) => {
    expectAgreement(fixture.sequences[name], (z) => losses.crossEntropy(z, labels, options), float64(inputs.logits))
  })

  test.each([
    ['plain', {}],
    ['weights', { weights }],
  ] as const)('klDivergence and gaussianNll, %s', (name, options) => {
    expectAgreement(
      fixture.klDivergence[name],
      (z, t) => losses.klDivergence(z, t, options),
      float64(inputs.logits),
      float64(inputs.targetLogits),
    )
    expectAgreement(
      fixture.gaussianNll[name],
      (mean, logVariance) => losses.gaussianNll({ mean, logVariance }, targets, options),
      float64(inputs.numbers),
      float64(inputs.logVariance),
    )
  })

  test.each<[keyof typeof fixture.weights, (x: Tensor) => Tensor]>([
    ['mse', (x) => losses.mse(x, targets, { weights })],
    ['mae', (x) => losses.mae(x, targets, { weights })],
    ['huber', (x) => losses.huber(x, targets, { weights, delta: 0.7 })],
    ['binaryCrossEntropy', (x) => losses.binaryCrossEntropy(x, float64(inputs.probabilities), { weights })],
  ])('%s with weights', (name, loss) => {
    expectAgreement(fixture.weights[name], loss, float64(inputs.numbers))
  })
})

test('options that cannot be are refused', () => {
  const logits = float64(inputs.logits)
  const refuse = (options: losses.CrossEntropyOptions & losses.WeightOptions) =>
    expect(() => losses.crossEntropy(logits, labels, { ignore: -1, ...options }))
  refuse({ labelSmoothing: 1 }).toThrow('labelSmoothing 1')
  refuse({ labelSmoothing: Number.NaN }).toThrow('labelSmoothing NaN')
  refuse({ ignore: 0.5 }).toThrow('ignore 0.5')
  refuse({ classWeights: [1, 2] }).toThrow('classWeights: [1, 2] } for 5 classes')
  refuse({ classWeights: [1, 2, 3, 4, -1] }).toThrow('classWeights[4] -1; it takes a number from 0.')
  refuse({ weights: float64([1, 2]) }).toThrow('weights Tensor float64 [2]')
  refuse({ weights: tensor(inputs.weights) }).toThrow('weights are of that dtype')
  expect(() => losses.crossEntropy(logits, labels)).toThrow('is -1; with 5 logits per example')
  expect(() =>
    losses.crossEntropy(slice(logits, 0, 1, 2), slice(tensor([[9, 9, 9]], { dtype: 'int32' }), 0, 0), { ignore: 9 }),
  ).toThrow('every label is ignored or weighs 0')
  expect(() => losses.klDivergence(float64([1]), float64([1]))).toThrow('klDivergence takes logits [batch, …, classes]')
})
