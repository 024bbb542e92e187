import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import {
  backward,
  checkGradient,
  logSoftmax,
  randomNormal,
  softmaxCrossEntropy,
  sum,
  type Tensor,
  tensor,
  transpose,
} from '../index.ts'

const labelsOf = (...values: number[]) => tensor(values, { dtype: 'int32' })
const shapes = [
  [1, 1],
  [3, 10],
  [2, 5000],
] as const

test.each(shapes)('losses are minus the log-probabilities of the labels, to the bit (%i × %i)', (n, classes) => {
  const logits = randomNormal(key(1), [n, classes], { std: 5 })
  const labels = Array.from({ length: n }, (_, i) => (7 * i + 2) % classes)
  const expected = logSoftmax(logits).readSync()
  const losses = softmaxCrossEntropy(logits, labelsOf(...labels)).readSync()
  for (const [i, label] of labels.entries()) expect(losses[i]).toBe(0 - expected[i * classes + label]!)
})

test('gradients agree with central differences in float64, of logits that are not contiguous too', () => {
  const draw = (rows: number, columns: number): Tensor => randomNormal(key(2), [rows, columns], { dtype: 'float64' })
  const labels = labelsOf(2, 0, 3)
  const weighted = (x: Tensor): Tensor => softmaxCrossEntropy(x, labels)
  expect(checkGradient(weighted, [draw(3, 4)])).toBeLessThan(1e-6)
  expect(checkGradient((x) => weighted(transpose(x)), [draw(4, 3)])).toBeLessThan(1e-6)
})

test('logits of any size: no overflow, a sure class costs +0, an impossible one costs what it is off', () => {
  const logits = tensor(
    [
      [1000, 0],
      [1000, 0],
      [-1e38, 1e38],
    ],
    { requiresGrad: true },
  )
  const losses = softmaxCrossEntropy(logits, labelsOf(0, 1, 1))
  expect([...losses.readSync()]).toEqual([0, 1000, 0])
  expect([...backward(sum(losses), logits).readSync()]).toEqual([0, 0, 1, -1, 0, 0])
})

test('a loss and its slopes keep their digits where the label is nearly certain', () => {
  for (const dtype of ['float32', 'float64'] as const)
    for (let gap = 0.5; gap < 100; gap *= 1.3) {
      const logits = tensor([[0, Math.fround(gap), -1]], { dtype, requiresGrad: true })
      const loss = softmaxCrossEntropy(logits, labelsOf(1))
      const slopes = backward(sum(loss), logits).readSync()
      const exact = Math.log1p(Math.exp(-Math.fround(gap)) * (1 + Math.exp(-1)))
      const bound = dtype === 'float32' ? 4e-4 : 1e-7
      expect(Math.abs(loss.readSync()[0]! / exact - 1), `${gap}`).toBeLessThan(bound)
      expect(Math.abs(slopes[1]! / Math.expm1(-exact) - 1), `${gap}`).toBeLessThan(bound)
      expect(Math.abs(1 + (slopes[0]! + slopes[2]!) / slopes[1]!), `${gap}`).toBeLessThan(bound)
    }
})

test('labels and shapes that do not fit are refused', () => {
  const logits = tensor([[1, 2]])
  expect(() => softmaxCrossEntropy(logits, labelsOf(2))).toThrow(
    'Label 0 is 2; with 2 logits per example labels are the integers from 0 to 1.',
  )
  expect(() => softmaxCrossEntropy(logits, labelsOf(0, 1))).toThrow('takes logits [n, classes] and int32 labels [n]')
  expect(() => softmaxCrossEntropy(logits, tensor([1]))).toThrow('int32 labels')
})
