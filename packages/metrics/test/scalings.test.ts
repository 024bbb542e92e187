import { readdirSync } from 'node:fs'
import { foldIn, integers, type Key, key, normal, permutation } from '@thinned/rng'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import sets from '../fixtures/calibration.json' with { type: 'json' }
import type { Scaling, ScalingState } from '../src/index.ts'
import * as metrics from '../src/index.ts'

// Every scaling of the folder: the laws of all, and the values of scipy and scikit-learn.

const { bootstrapInterval, logLoss, measure, MetricsError, scalingFromState, takeExamples } = metrics

const files = readdirSync(new URL('../src/calibration/scalings/', import.meta.url))
  .filter((file) => /^[\w-]+\.ts$/.test(file) && file !== 'index.ts')
  .map((file) => file.slice(0, -3))
const makerOf = (file: string): (() => Scaling) =>
  (metrics as unknown as Record<string, () => Scaling>)[
    file.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  ]!

interface Labeled {
  readonly probabilities?: number[]
  readonly logits?: number[]
  readonly classes: number
  readonly labels: number[]
}

/** Examples of each class, and n more; logits of a model that is too sure, or eighths with many ties and zeros. */
function labeled(k: Key, n: number, classes: number, form: 'logits' | 'eighths'): Labeled {
  const count = n + classes
  const labels = Array.from(integers(foldIn(k, 'labels'), count, { high: classes }), (label, row) =>
    row < classes ? row : label,
  )
  if (form === 'logits') {
    const logits = Array.from(normal(foldIn(k, 'logits'), count * classes), (z, i) =>
      Math.fround(3 * z + (labels[Math.floor(i / classes)] === i % classes ? 3 : 0)),
    )
    return { logits, classes, labels }
  }
  const draws = integers(foldIn(k, 'eighths'), 8 * count, { high: classes })
  const probabilities = new Array<number>(count * classes).fill(0)
  for (const [i, draw] of draws.entries()) probabilities[Math.floor(i / 8) * classes + draw]! += 1 / 8
  return { probabilities, classes, labels }
}

const anyExamples = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  n: fc.integer({ min: 0, max: 30 }),
  classes: fc.integer({ min: 2, max: 4 }),
  form: fc.constantFrom('logits', 'eighths'),
})
const check = (law: (batch: Labeled, k: Key) => void): void =>
  fc.assert(
    fc.property(anyExamples, ({ seed, n, classes, form }) => law(labeled(key(seed), n, classes, form), key(seed))),
    { seed: 1, numRuns: 40 },
  )
const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

describe.each(files)('%s', (file) => {
  const scaling = makerOf(file)()

  test('its state survives JSON, and scales to the same bits', () => {
    check((batch) => {
      const fitted = scaling.fit(batch)
      expect(json(fitted.state)).toEqual(fitted.state)
      const restored = scalingFromState(json(fitted.state))
      expect(restored.state).toEqual(fitted.state)
      expect(restored.apply(batch)).toEqual(fitted.apply(batch))
    })
  })

  test('it gives distributions, and the logits of them', () => {
    check((batch, k) => {
      const other = labeled(foldIn(k, 'other'), 5, batch.classes, 'logits')
      for (const scores of [batch, other]) {
        const scaled = scaling.fit(batch).apply(scores)
        // Refuses rows that are no distributions, and logits that do not belong to them.
        expect(() => measure(metrics.brier(), { ...scaled, labels: scores.labels })).not.toThrow()
        for (let row = 0; row < scores.labels.length; row++) {
          const own = scaled.probabilities.subarray(row * batch.classes, (row + 1) * batch.classes)
          expect(Math.abs(own.reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(1e-14)
          expect(own.every((p) => p >= 0 && p <= 1)).toBe(true)
        }
      }
    })
  })

  test('the order of examples does not matter, to the last bit', () => {
    check((batch, k) => {
      const shuffled = takeExamples(batch, permutation(foldIn(k, 'order'), batch.labels.length))
      expect(scaling.fit(shuffled).state).toEqual(scaling.fit(batch).state)
    })
  })

  test('each row is scaled alone', () => {
    check((batch) => {
      const fitted = scaling.fit(batch)
      const { probabilities } = fitted.apply(batch)
      const last = takeExamples(batch, [batch.labels.length - 1])
      expect(fitted.apply(last).probabilities).toEqual(probabilities.slice(-batch.classes))
    })
  })

  test('no batch without examples, of one class, without scores, or of other classes', () => {
    const batch = labeled(key(1), 10, 3, 'logits')
    const fit = (changed: object) => () => scaling.fit({ ...batch, ...changed })
    expect(fit({ logits: [], labels: [] })).toThrow('was given no examples. Give it one or more.')
    expect(fit({ classes: 1 })).toThrow('was given classes 1; it takes a batch')
    expect(fit({ logits: undefined })).toThrow('was given a batch of logits, classes, labels; it takes probabilities')
    expect(fit({ labels: [0] })).toThrow('was given 1 labels for 13 examples')
    expect(fit({ labels: batch.labels.map(() => 3) })).toThrow('Label 0 is 3; with 3 classes')
    expect(fit({ labels: undefined })).toThrow('was given labels undefined; it takes a list of numbers')
    expect(fit({ logits: batch.logits!.with(4, Number.NaN) })).toThrow('Row 1 has the logit NaN for class 1')
    expect(fit({ logits: batch.logits!.with(4, Infinity) })).toThrow('Row 1 has the logit Infinity for class 1')
    expect(fit({ logits: batch.logits!.fill(-Infinity, 0, 3) })).toThrow('Row 0 has no logit above −Infinity')
    expect(fit({ logits: undefined, probabilities: batch.logits })).toThrow('probabilities lie in [0, 1]')
    const fitted = scaling.fit(labeled(key(1), 10, 3, 'logits'))
    expect(() => fitted.apply({ probabilities: [0.5, 0.5], classes: 2 })).toThrow(
      'The scaling was fitted on 3 classes, but was given 2',
    )
    expect(() => (makerOf(file) as (...given: unknown[]) => unknown)({ bins: 3 })).toThrow(
      'it takes no arguments and gives a scaling. To fit it, write',
    )
  })

  test('junk in place of a batch or a state is refused with a sentence', () => {
    const fitted = scaling.fit(labeled(key(1), 10, 3, 'logits'))
    fc.assert(
      fc.property(fc.anything(), (junk) => {
        for (const act of [
          () => scaling.fit(junk as never),
          () => fitted.apply(junk as never),
          () => scalingFromState(junk as never),
          () =>
            scalingFromState({ ...fitted.state, ...(junk as object), [Object.keys(fitted.state)[2]!]: junk } as never),
        ])
          expect(act).toThrow(MetricsError)
      }),
      { seed: 1, numRuns: 100 },
    )
  })

  test.each(Object.entries(sets))('%s: as scipy and scikit-learn scale', (_, { batch, others, values }) => {
    const expected = (values as Record<string, { state: Record<string, number | number[]>; scaled: number[] }>)[file]
    expect(expected, `write the values of ${file} in fixtures/calibration.py`).toBeDefined()
    const fitted = scaling.fit(batch)
    const state = fitted.state as ScalingState & Record<string, number | number[]>
    for (const [name, value] of Object.entries(expected!.state))
      expectClose([state[name]!].flat(), [value].flat(), 1e-6)
    expectClose([...fitted.apply(others).probabilities], expected!.scaled, 1e-7)
  })
})

function expectClose(actual: number[], expected: number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length)
  for (const [i, value] of expected.entries())
    expect(Math.abs(actual[i]! - value), `${i}: ${actual[i]} for ${value}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(value)),
    )
}

test.each([metrics.temperatureScaling(), metrics.vectorScaling()])(
  'a scaling of logarithms never raises the log loss of its examples: %#',
  (scaling) => {
    check((batch) => {
      const before = measure(logLoss(), probabilitiesOf(batch))
      const scaled = scaling.fit(batch).apply(batch)
      const after = measure(logLoss(), { ...scaled, labels: batch.labels })
      expect(after).toBeLessThanOrEqual(before * (1 + 1e-12))
    })
  },
)

/** With the probabilities of logits, and those of eighths that are 0 as the scalings take them. */
function probabilitiesOf({ probabilities, logits, classes, labels }: Labeled) {
  const scores = logits ?? probabilities!.map((p) => Math.log(Math.max(p, 2 ** -149)))
  const softmax = labels.flatMap((_, row) => {
    const own = scores.slice(row * classes, (row + 1) * classes)
    const largest = Math.max(...own)
    const sum = own.reduce((total, z) => total + Math.exp(z - largest), 0)
    return own.map((z) => Math.exp(z - largest) / sum)
  })
  return { probabilities: softmax, logits: scores, classes, labels }
}

test.each([1e10, 1e30, 1e140])('vector scaling of logits in units of %d is that of ordinary ones', (unit) => {
  // So large that every probability is 0 or 1.
  const logits = [0, -2, 0, -1, 0, 1, 0, 2, 0, 3, 0, -3]
  const labels = [0, 1, 1, 1, 0, 0]
  const fitted = (factor: number) => {
    const batch = { logits: logits.map((z) => factor * z), classes: 2, labels }
    return [...metrics.vectorScaling().fit(batch).apply(batch).probabilities]
  }
  expectClose(fitted(unit), fitted(1e3), 1e-3)
})

test('the interval of a scaled batch', () => {
  const batch = labeled(key(2), 60, 2, 'logits')
  const scaled = metrics.temperatureScaling().fit(batch).apply(batch)
  const interval = bootstrapInterval(logLoss(), { ...scaled, labels: batch.labels }, { key: key(3), resamples: 100 })
  expect(interval.low).toBeLessThan(interval.value)
  expect(interval.high).toBeGreaterThan(interval.value)
})
