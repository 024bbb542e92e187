import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { probabilityBatch } from '../../test/random-batches.ts'
import { ece, measure, reliabilityDiagram } from '../index.ts'

const scores = (ones: readonly number[], labels: readonly number[]) => ({
  probabilities: ones.flatMap((p) => [1 - p, p]),
  classes: 2,
  labels,
})

test('the ends 0 and 1 have bins, edges belong to the bin below, and empty bins are left out', () => {
  const batch = scores([0, 0.5, 0.75, 1], [0, 1, 0, 1])
  expect(reliabilityDiagram(batch, { bins: 2, of: 1 })).toEqual([
    { from: 0, to: 0.5, count: 2, confidence: 0.25, accuracy: 0.5 },
    { from: 0.5, to: 1, count: 2, confidence: 0.875, accuracy: 0.5 },
  ])
  expect(reliabilityDiagram(batch, { bins: 8, of: 1 }).map(({ from, to }) => [from, to])).toEqual([
    [0, 0.125],
    [0.375, 0.5],
    [0.625, 0.75],
    [0.875, 1],
  ])
})

test('equal mass: equal confidences stay together', () => {
  const distinct = scores([0.1, 0.2, 0.3, 0.4, 0.6, 0.9], [0, 0, 1, 0, 1, 1])
  expect(reliabilityDiagram(distinct, { bins: 3, binning: 'mass', of: 1 })).toEqual([
    { from: 0.1, to: 0.2, count: 2, confidence: expect.closeTo(0.15, 15), accuracy: 0 },
    { from: 0.3, to: 0.4, count: 2, confidence: 0.35, accuracy: 0.5 },
    { from: 0.6, to: 0.9, count: 2, confidence: 0.75, accuracy: 1 },
  ])
  const tied = scores([0.5, 0.5, 0.5, 0.5, 0.5, 1], [0, 0, 1, 1, 1, 1])
  expect(reliabilityDiagram(tied, { bins: 3, binning: 'mass', of: 1 }).map(({ count }) => count)).toEqual([5, 1])
})

test('the distances of the bins are the calibration error', () => {
  const batch = probabilityBatch(3)(key(4), 50)
  const bins = reliabilityDiagram(batch, { bins: 5 })
  const distance = bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.accuracy - bin.confidence), 0)
  expect(distance / 50).toBeCloseTo(measure(ece({ bins: 5 }), batch), 12)
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(50)
})

test('no examples have no bins; a class that is not there is refused', () => {
  expect(reliabilityDiagram({ probabilities: [], classes: 2, labels: [] })).toEqual([])
  expect(() => reliabilityDiagram(scores([0.5], [1]), { of: 2 })).toThrow(
    'reliabilityDiagram was given of 2, but a batch of 2 classes; they count from 0.',
  )
  expect(() => reliabilityDiagram(scores([0.5], [1]), { of: 'all' as never })).toThrow('of "all"')
})
