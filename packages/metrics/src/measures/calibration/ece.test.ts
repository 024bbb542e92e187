import { expect, test } from 'vitest'
import { reliabilityDiagram } from '../../calibration-error/reliability-diagram.ts'
import { measure } from '../../metric.ts'
import { type EceOptions, ece } from './ece.ts'

const eceOf = (probabilities: number[], classes: number, labels: number[], bins?: number) =>
  measure(ece(bins === undefined ? {} : { bins }), { probabilities, classes, labels })

/** Of the probabilities of class 1 of two, for both classes: class 0 has the same errors in mirrored bins. */
const ofTwo = (ones: readonly number[], labels: readonly number[], options: EceOptions) =>
  measure(ece({ of: 'classes', ...options }), { probabilities: ones.flatMap((p) => [1 - p, p]), classes: 2, labels })

test('by hand: bins of width 0.2, a tie that goes to class 0', () => {
  const probabilities = [0.7, 0.2, 0.1, 0.5, 0.25, 0.25, 0, 0, 1, 0.4, 0.4, 0.2]
  // ]0.2, 0.4] row 3 (wrong, .4), ]0.4, 0.6] row 1 (wrong, .5), ]0.6, 0.8] row 0 (right, .7), ]0.8, 1] row 2.
  expect(eceOf(probabilities, 3, [0, 1, 2, 1], 5)).toBeCloseTo((0.4 + 0.5 + 0.3 + 0) / 4, 12)
  expect(eceOf([1], 1, [0])).toBe(0)
})

test('the edge of a bin belongs to the lower bin', () => {
  expect(eceOf([0.5, 0.5], 2, [0], 2)).toBe(0.5)
  expect(eceOf([0.5, 0.5, 1, 0], 2, [0, 0], 2)).toBe(0.25)
  expect(eceOf([0.5, 0.5], 2, [1], 1)).toBe(0.5)
})

test('probabilities of exactly 0 and 1 have bins at both ends, and bins between are empty', () => {
  for (const binning of ['width', 'mass'] as const) {
    expect(ofTwo([0, 1], [0, 1], { binning })).toBe(0)
    expect(ofTwo([0, 1], [1, 0], { binning })).toBe(1)
    expect(ofTwo([0, 0, 1, 1], [0, 1, 1, 1], { binning, bins: 100 })).toBe(0.25)
  }
  // 1.0005 is 1 by the tolerance of the sums.
  expect(eceOf([1.0005, 0], 2, [0], 5)).toBe(0)
  expect(measure(ece({ of: 'classes' }), { probabilities: [1.0005, 0], classes: 2, labels: [0] })).toBe(0)
})

test('equal mass: equal confidences stay in the bin of the first of them', () => {
  // Halves of 0.5 0.5 0.5 | 1: the third 0.5 is beyond the middle, and stays with the others. Apart, these would be off by 1/2 and 1/4.
  const tied = { probabilities: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 0], classes: 2, labels: [0, 1, 1, 1] }
  expect(measure(ece({ bins: 2, binning: 'mass' }), tied)).toBeCloseTo((3 / 4) * (1 / 6) + 1 / 4, 15)
  const all = { probabilities: [0.75, 0.25, 0.75, 0.25], classes: 2, labels: [0, 1] }
  expect(measure(ece({ binning: 'mass' }), all)).toBe(0.25)
})

test('equal mass: distinct confidences fill the bins alike, whatever their distances', () => {
  const ones = [0.501, 0.502, 0.503, 0.504, 0.9, 1]
  const labels = [1, 0, 1, 1, 0, 1]
  const probabilities = ones.flatMap((p) => [1 - p, p])
  const pairs = [Math.abs(1 - 1.003), Math.abs(2 - 1.007), Math.abs(1 - 1.9)]
  expect(measure(ece({ bins: 3, binning: 'mass' }), { probabilities, classes: 2, labels })).toBeCloseTo(
    pairs.reduce((sum, gap) => sum + gap) / 6,
    14,
  )
})

test('of classes: the mean over classes of the distances in their reliability diagrams', () => {
  const probabilities = [0.7, 0.2, 0.1, 0.5, 0.25, 0.25, 0, 0, 1, 0.4, 0.4, 0.2, 0.1, 0.9, 0]
  const batch = { probabilities, classes: 3, labels: [0, 1, 2, 1, 1] }
  for (const binning of ['width', 'mass'] as const) {
    const distances = [0, 1, 2].flatMap((of) =>
      reliabilityDiagram(batch, { bins: 4, binning, of }).map(
        (bin) => (bin.count / 5) * Math.abs(bin.accuracy - bin.confidence),
      ),
    )
    const sum = distances.reduce((before, distance) => before + distance)
    expect(measure(ece({ bins: 4, binning, of: 'classes' }), batch)).toBeCloseTo(sum / 3, 14)
  }
})

test('states of other bins and of other classes are refused, and a state of the defaults stays small', () => {
  const batch = { probabilities: [0.75, 0.25], classes: 2, labels: [0] }
  const [four, five] = [ece({ bins: 4 }), ece({ bins: 5 })]
  const state = four.update(four.empty(), batch)
  expect(state).toEqual({ counts: [0, 0, 1, 0], right: [0, 0, 1, 0], confidence: [0, 0, 0.75, 0] })
  expect(() => five.merge(state, five.empty())).toThrow('expected calibration error was given 5 bins after 4')
  const classes = ece({ bins: 4, of: 'classes' })
  expect(() =>
    classes.update(classes.update(classes.empty(), batch), { probabilities: [1, 0, 0], classes: 3, labels: [0] }),
  ).toThrow('was given 12 bins after 8; all batches of a metric have the same classes')
})

test('options that cannot be are refused', () => {
  expect(() => ece({ bins: 0 })).toThrow('ece was given bins 0; it takes an integer from 1 to 100000.')
  expect(() => ece({ bins: 1.5 })).toThrow('bins 1.5')
  // Before memory is taken for them.
  expect(() => ece({ bins: 1e9 })).toThrow('bins 1000000000')
  expect(() => ece({ binning: 'quantile' as never })).toThrow(`binning "quantile"; it takes 'width' or 'mass'`)
  expect(() => ece({ debias: true } as never)).toThrow('write debiased')
})
