import { type NdArray, takeRows } from '@thinned/data'
import { init, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key, uniform } from '@thinned/rng'
import { add, div, mul, reference, tensor } from '@thinned/tensor'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { type ClassPrediction, type PassProgress, predict, type ValuePrediction } from '../index.ts'

const count = 23
const inputs = { data: uniform(key(5), 2 * count).map((value) => 6 * value - 3), shape: [count, 2] }
const all = Array.from({ length: count }, (_, row) => row)

function built(outputs: number, dtype: 'float32' | 'float64' = 'float32') {
  const model = sequential(linear(2, 12), relu(), testDropout(0.8), linear(12, outputs))
  init(model, key(4), { dtype })
  return model
}

const classifier = built(3)
const regressor = built(2)
const upTo = (maxSamples: number, tolerance: number) => ({ maxSamples, tolerance, key: key(7) })

/** The row of every array of a result, and of its parts. */
function rowOf(prediction: object, row: number): unknown {
  return Object.fromEntries(
    Object.entries(prediction).map(([name, value]) => {
      if (ArrayBuffer.isView(value)) return [name, (value as Float32Array)[row]]
      return [name, 'shape' in value ? takeRows(value as NdArray, [row]).data : rowOf(value, row)]
    }),
  )
}

test.each([
  ['classes', (options: object, given: NdArray) => predict(classifier, given, options), [0.06, 0.04, 0.03]],
  [
    'values',
    (options: object, given: NdArray) => predict(regressor, given, { task: 'regression', ...options }),
    [0.4, 0.25, 0.2],
  ],
] as const)(
  'a row that saw n samples has the bits of n samples, whatever the batch and the other rows: %s',
  async (_, ask, tolerances) => {
    const fixed = new Map<number, ClassPrediction | ValuePrediction>()
    const seen = new Set<number>()
    const drawn = fc.record({
      rows: fc.subarray(all, { minLength: 1 }),
      batchSize: fc.integer({ min: 1, max: count + 1 }),
      maxSamples: fc.integer({ min: 10, max: 60 }),
      tolerance: fc.constantFrom(...tolerances),
    })
    await fc.assert(
      fc.asyncProperty(drawn, async ({ rows, batchSize, maxSamples, tolerance }) => {
        // The rows before the last one stay, so that each keeps its number, and so its masks.
        const upToLast = Math.max(...rows) + 1
        const given = takeRows(inputs, all.slice(0, upToLast))
        const found = await ask({ ...upTo(maxSamples, tolerance), batchSize }, given)
        for (const row of rows) {
          const samples = found.sampleCounts![row]!
          seen.add(samples)
          if (!fixed.has(samples)) fixed.set(samples, await ask({ samples, key: key(7) }, inputs))
          expect(rowOf(found, row)).toEqual(rowOf(fixed.get(samples)!, row))
        }
      }),
      { numRuns: 25, seed: 11 },
    )
    expect(seen.size).toBeGreaterThan(10)
  },
)

/** The values of each output of each row in the first n samples, from every sample. */
function valuesOf(samples: NdArray, n: number): number[][] {
  const [, rows, width] = samples.shape as [number, number, number]
  return Array.from({ length: rows * width }, (_, i) =>
    Array.from({ length: n }, (_, sample) => samples.data[sample * rows * width + i]!),
  )
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

function standardErrorOf(values: readonly number[]): number {
  const mean = meanOf(values)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.sqrt(squares / (values.length * (values.length - 1)))
}

/** The standard errors of the means of the first n samples, from every sample. */
const standardErrors = (samples: NdArray, n: number): number[] => valuesOf(samples, n).map(standardErrorOf)

/** With a probability at the end that is as far from the mean as one can be. */
const cautiousErrors = (samples: NdArray, n: number): number[] =>
  valuesOf(samples, n).map((values) =>
    Math.max(standardErrorOf(values), standardErrorOf([...values, meanOf(values) < 0.5 ? 1 : 0])),
  )

test.each([
  [
    'classes, also if one more sample came out as far off as it could',
    (options: object) => predict(classifier, inputs, options),
    { tolerance: 0.03, most: 60, fewest: 24, errors: cautiousErrors },
  ],
  [
    'values',
    (options: object) => predict(regressor, inputs, { task: 'regression', ...options }),
    { tolerance: 0.25, most: 60, fewest: 10, errors: standardErrors },
  ],
] as const)(
  'a row stops at the first sample, from the 10th on, that brings its largest standard error to the tolerance: %s',
  async (_, ask, { tolerance, most, fewest, errors }) => {
    const found = await ask(upTo(most, tolerance))
    const { samples } = await ask({ samples: most, key: key(7), everySample: true })
    const width = samples!.shape[2]!
    const expected = new Array<number>(count).fill(most)
    for (let n = most - 1; n >= 10; n--) {
      const ofAll = errors(samples!, n)
      for (const row of all)
        if (ofAll.slice(width * row, width * (row + 1)).every((error) => error <= tolerance)) expected[row] = n
    }
    expect(found.sampleCounts).toEqual(Int32Array.from(expected))
    expect(new Set(expected).size).toBeGreaterThan(5)
    expect([Math.min(...expected), Math.max(...expected)]).toEqual([fewest, most])
  },
)

test('samples that agree by chance do not decide a probability', async () => {
  // One unit decides the class, and is kept with a probability of 0.9: ten samples show no drop in 35 % of the rows.
  const thin = testDropout(0.9)
  const model: Layer = {
    ...thin,
    outputShape: () => [2],
    forward: (x, pass) => add(mul(thin.forward(x, pass), tensor([[20, -20]])), tensor([[-10, 10]])),
  }
  const ones = { data: new Float32Array(1000).fill(1), shape: [1000, 1] }
  const { mean } = await predict(model, ones, upTo(1000, 0.02))
  const errors = mean.data.filter((_, i) => i % 2 === 0).map((probability) => probability - 0.9)
  // 0.023 in the root mean square; 0.061 where ten samples that agree are enough.
  expect(Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / 1000)).toBeLessThan(0.026)
})

test('the standard error: of classes the largest of a row, of values each; NaN for one sample', async () => {
  const options = { samples: 12, key: key(7), everySample: true }
  const classes = await predict(classifier, inputs, options)
  const ofClasses = standardErrors(classes.samples!, 12)
  expect([...classes.standardError!]).toEqual(
    all.map((row) => expect.closeTo(Math.max(...ofClasses.slice(3 * row, 3 * row + 3)), 6)),
  )
  const values = await predict(regressor, inputs, { task: 'regression', ...options })
  expect(values.standardError!.shape).toEqual([count, 2])
  expect([...values.standardError!.data]).toEqual(
    standardErrors(values.samples!, 12).map((error) => expect.closeTo(error, 6)),
  )
  const once = await predict(classifier, inputs, { samples: 1, key: key(7) })
  expect(once.standardError).toEqual(new Float32Array(count).fill(Number.NaN))
})

test('beside the samples stands what the full network says, to the bit', async () => {
  const { mutualInformation: _, ...full } = await predict(classifier, inputs, { classNames: ['a', 'b', 'c'] })
  const names = { classNames: ['a', 'b', 'c'] }
  expect((await predict(classifier, inputs, { ...upTo(20, 0.1), ...names, batchSize: 7 })).full).toEqual(full)
  expect((await predict(classifier, inputs, { samples: 3, key: key(7), ...names })).full).toEqual(full)
  const { mean } = await predict(regressor, inputs, { task: 'regression' })
  expect((await predict(regressor, inputs, { task: 'regression', ...upTo(20, 0.1) })).full).toEqual({ mean })
  const one = built(1)
  const { mutualInformation: __, ...binary } = await predict(one, inputs, { task: 'binary' })
  expect((await predict(one, inputs, { task: 'binary', samples: 3, key: key(7) })).full).toEqual(binary)
})

test('a model in float64 keeps its digits', async () => {
  const precise = built(2, 'float64')
  const given = tensor(Float64Array.from(inputs.data), { shape: inputs.shape, dtype: 'float64' })
  const found = await predict(precise, given, { task: 'regression', ...upTo(40, 0.2), batchSize: 5 })
  expect(new Set(found.sampleCounts).size).toBeGreaterThan(5)
  for (const row of [0, 9, 22]) {
    const options = { samples: found.sampleCounts![row]!, key: key(7) }
    expect(rowOf(found, row)).toEqual(rowOf(await predict(precise, given, { task: 'regression', ...options }), row))
  }
})

test('a row that gives no number is not sampled on', async () => {
  const thin = testDropout(0.5)
  const ratio: Layer = {
    ...thin,
    forward(x, pass) {
      const thinned = thin.forward(x, pass)
      return div(thinned, x)
    },
  }
  const given = { data: Float32Array.of(1, 2, 0, 4), shape: [2, 2] }
  const { sampleCounts, standardError, predicted } = await predict(ratio, given, upTo(50, 1e-6))
  expect([sampleCounts, standardError![1], predicted[1]]).toEqual([Int32Array.of(50, 10), Number.NaN, -1])
})

test('it says how many passes there may be, and how many rows are decided', async () => {
  const events: PassProgress[] = []
  const options = { ...upTo(60, 0.03), batchSize: 6, onProgress: (event: PassProgress) => void events.push(event) }
  const { sampleCounts } = await predict(classifier, inputs, options)
  expect(events[0]).toEqual({ done: 1, passes: 4 * 61, decided: 0 })
  for (const [i, event] of events.entries()) {
    expect(event.done).toBe(i + 1)
    const before = events[i - 1] ?? event
    expect(event.passes).toBeLessThanOrEqual(before.passes)
    expect(event.decided).toBeGreaterThanOrEqual(before.decided!)
  }
  const last = events.at(-1)!
  expect(last).toEqual({ done: events.length, passes: events.length, decided: count })
  expect(Math.max(...sampleCounts!)).toBe(60)
})

test('it can be stopped between passes, and leaves nothing behind', async () => {
  const before = reference.memory().buffers
  for (let stopAt = 1; stopAt < 90; stopAt += 11) {
    const stop = new AbortController()
    const onProgress = ({ done }: PassProgress) => {
      if (done === stopAt) stop.abort()
    }
    const options = { ...upTo(60, 0.02), batchSize: 6, signal: stop.signal, onProgress }
    await expect(predict(classifier, inputs, options)).rejects.toThrow('This operation was aborted')
    expect(reference.memory().buffers).toBe(before)
  }
  await predict(classifier, inputs, upTo(60, 0.02))
  expect(reference.memory().buffers).toBe(before)
})

test.each<[string, object, string]>([
  ['no bound', { tolerance: 0.1 }, 'without maxSamples, the most samples that a row may see; add { maxSamples: 1000 }'],
  ['a bound of nothing', { maxSamples: 100 }, 'maxSamples 100 without a tolerance, whose samples it bounds'],
  ['both', { samples: 5, ...upTo(20, 0.1) }, 'predict was given samples 5 and tolerance 0.1'],
  ['no key', { tolerance: 0.1, maxSamples: 20 }, 'a tolerance without a key; add { key: key(7) }'],
  ['every sample', { ...upTo(20, 0.1), everySample: true }, 'given everySample with a tolerance'],
  ['too few', upTo(9, 0.1), 'predict was given maxSamples 9; it takes an integer from 10.'],
  ['no tolerance at all', upTo(20, 0), 'predict was given tolerance 0; it takes a number above 0.'],
  ['no number', upTo(20, Number.NaN), 'predict was given tolerance NaN; it takes a number above 0.'],
])('%s: refused', async (_, options, message) => {
  await expect(predict(classifier, inputs, options)).rejects.toThrow(message)
})

test('a tolerance for a model in which nothing is random is refused', async () => {
  const model = linear(2, 3)
  init(model, key(1))
  await expect(predict(model, inputs, upTo(20, 0.1))).rejects.toThrow(
    'a tolerance for samples of a model in which nothing is random',
  )
})
