import { expect, test } from 'vitest'
import {
  accuracy,
  accuracyMetric,
  brier,
  brierMetric,
  confusionMatrix,
  confusionMatrixMetric,
  ece,
  eceMetric,
  generalisationGap,
  logLoss,
  logLossMetric,
} from './index.ts'

// Four examples of three classes. By hand: right are rows 0, 2; row 3 is a tie, which goes to class 0.
const probabilities = [0.7, 0.2, 0.1, 0.5, 0.25, 0.25, 0, 0, 1, 0.4, 0.4, 0.2]
const labels = [0, 1, 2, 1]
const predicted = [0, 0, 2, 0]

test('values computed by hand', () => {
  expect(accuracy(predicted, labels)).toBe(0.5)
  expect(logLoss(probabilities, 3, labels)).toBeCloseTo(
    (0.35667494393873 + 1.38629436111989 + 0 + 0.91629073187416) / 4,
    12,
  )
  // Row sums of squares: .14, .5² + .75² + .25² = .875, 0, .4² + .6² + .2² = .56.
  expect(brier(probabilities, 3, labels)).toBeCloseTo((0.14 + 0.875 + 0 + 0.56) / 4, 12)
  // Bins of width 0.2: ]0.2, 0.4] row 3 (wrong, .4), ]0.4, 0.6] row 1 (wrong, .5), ]0.6, 0.8] row 0 (right, .7), ]0.8, 1] row 2.
  expect(ece(probabilities, 3, labels, 5)).toBeCloseTo((0.4 + 0.5 + 0.3 + 0) / 4, 12)
  expect(confusionMatrix(predicted, labels, 3)).toEqual([
    [1, 0, 0],
    [2, 0, 0],
    [0, 0, 1],
  ])
  expect(generalisationGap({ training: 0.25, unseen: 0.75 })).toBe(0.5)
})

test('ties of the most probable class go to the lowest, the edges of bins to the lower bin', () => {
  expect(ece([0.5, 0.5], 2, [0], 2)).toBe(0.5)
  expect(ece([0.5, 0.5, 1, 0], 2, [0, 0], 2)).toBe(0.25)
  expect(ece([0.5, 0.5], 2, [1], 1)).toBe(0.5)
})

test('one class, and a probability of 0 for the truth', () => {
  expect(logLoss([1, 1], 1, [0, 0])).toBe(0)
  expect(brier([1], 1, [0])).toBe(0)
  expect(ece([1], 1, [0])).toBe(0)
  expect(logLoss([1, 0], 2, [1])).toBe(Infinity)
})

const batch = { probabilities, classes: 3, labels, predicted }
const first = {
  probabilities: probabilities.slice(0, 3),
  classes: 3,
  labels: labels.slice(0, 1),
  predicted: predicted.slice(0, 1),
}
const rest = {
  probabilities: probabilities.slice(3),
  classes: 3,
  labels: labels.slice(1),
  predicted: predicted.slice(1),
}

test.each([accuracyMetric, logLossMetric, brierMetric, eceMetric(5), confusionMatrixMetric(3)])(
  'merged parts measure the whole',
  (entry) => {
    // biome-ignore lint/suspicious/noExplicitAny: the list holds metrics of different states, and each sees its own
    const metric = entry as any
    const merged = metric.merge(metric.update(metric.empty(), first), metric.update(metric.empty(), rest))
    const revived = JSON.parse(JSON.stringify(merged))
    const whole = metric.compute(metric.update(metric.empty(), batch))
    const parts = metric.compute(revived)
    if (typeof whole === 'number') expect(parts).toBeCloseTo(whole, 14)
    else expect(parts).toEqual(whole)
    expect(metric.compute(metric.merge(metric.empty(), merged))).toEqual(parts)
    expect(() => metric.compute(metric.empty())).toThrow('has seen no examples, and there is nothing to measure')
  },
)

test('bad input is refused with a sentence', () => {
  expect(() => accuracy([1], [1, 2])).toThrow('1 predictions were given for 2 labels; there is one for each.')
  expect(() => logLoss([0.5, 0.6], 2, [0])).toThrow('The probabilities of row 0 sum to 1.1, not to 1.')
  expect(() => brier([Number.NaN, 1], 2, [0])).toThrow('Row 0 has the probability NaN for class 0')
  expect(() => brier([-0.5, 1.5], 2, [0])).toThrow('Row 0 has the probability -0.5 for class 0')
  expect(() => logLoss([0.5, 0.5], 2, [2])).toThrow('Label 0 is 2; with 2 classes labels are the integers from 0 to 1.')
  expect(() => logLoss([1], 2, [0])).toThrow('1 labels of 2 classes need 2 probabilities, but 1 were given.')
  expect(() => ece([1], 1, [0], 0)).toThrow('bins is 0; it is an integer from 1.')
  expect(() => confusionMatrix([3], [0], 3)).toThrow('Label 0 is 3; with 3 classes')
  expect(() => generalisationGap({ training: Number.NaN, unseen: 0 })).toThrow('both are numbers')
})
