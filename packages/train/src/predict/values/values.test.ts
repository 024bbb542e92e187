import { arrayScalerFromState } from '@thinned/data'
import { gaussianNoise, intervalCoverage, logLikelihood, measure, predictiveInterval } from '@thinned/metrics'
import { init, type Layer, linear, plainLayer, relu, sequential } from '@thinned/nn'
import { key, normal, uniform } from '@thinned/rng'
import { add, div, mul, sum, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../../test/dropout-layer.ts'
import { predict, type ValueOptions } from '../../index.ts'

const count = 17
const inputs = { data: uniform(key(5), 2 * count).map((value) => 6 * value - 3), shape: [count, 2] }

function built(outputs: number) {
  const model = sequential(linear(2, 12), relu(), testDropout(0.8), linear(12, outputs))
  init(model, key(4))
  return model
}

const model = built(2)
const regression = { task: 'regression' } as const
const sampled = { ...regression, samples: 30, key: key(7), everySample: true }

test('noise that is known adds its variance, and changes no other number', async () => {
  const before = await predict(model, inputs, sampled)
  const p = await predict(model, inputs, { ...sampled, noise: { precision: 4 }, level: 0.9 })
  expect(p).toMatchObject(before)
  expect(p.noiseVariance).toEqual({ data: new Float32Array(2 * count).fill(0.25), shape: [count, 2] })
  expect(p.totalVariance!.shape).toEqual([count, 2])
  for (const [i, total] of p.totalVariance!.data.entries()) expect(total).toBeCloseTo(p.variance.data[i]! + 0.25, 6)
  expect(p.sampleNoiseVariance).toEqual({ data: new Float32Array(60 * count).fill(0.25), shape: [30, count, 2] })
  const { low, high } = predictiveInterval(p.samples!.data, { samples: 30, noiseVariance: 0.25, level: 0.9 })
  expect(p.interval).toEqual({
    low: { data: Float32Array.from(low), shape: [count, 2] },
    high: { data: Float32Array.from(high), shape: [count, 2] },
  })
  // Neither the size of the batches nor whether the samples are kept changes it; the deviation says the same as the precision.
  const again = { ...sampled, everySample: false, batchSize: 5, noise: { deviation: 0.5 }, level: 0.9 }
  expect((await predict(model, inputs, again)).interval).toEqual(p.interval)
  const fitted = gaussianNoise().fit({ samples: p.samples!.data, targets: p.full!.mean.data.map((mean) => mean + 1) })
  const { noiseVariance } = await predict(model, inputs, { ...sampled, noise: fitted })
  expect(noiseVariance!.data[0]).toBe(Math.fround(1 / fitted.state.precision))
  expect((await predict(model, inputs, { ...sampled, noise: fitted.state })).noiseVariance).toEqual(noiseVariance)
})

test('each of several numbers may have a noise of its own', async () => {
  const p = await predict(model, inputs, { ...sampled, noise: { deviation: [0.5, 2] }, level: 0.9 })
  for (const [column, deviation] of [0.5, 2].entries()) {
    const one = await predict(model, inputs, { ...sampled, noise: { precision: 1 / deviation ** 2 }, level: 0.9 })
    const of = ({ data }: { data: Float32Array }) => data.filter((_, i) => i % 2 === column)
    expect(of(p.interval!.low)).toEqual(of(one.interval!.low))
    for (const name of ['noiseVariance', 'totalVariance', 'sampleNoiseVariance'] as const)
      expect(of(p[name]!)).toEqual(of(one[name]!))
  }
  await expect(predict(model, inputs, { ...sampled, noise: { deviation: [1, 2, 3] } })).rejects.toThrow(
    'predict was given a noise of 3 numbers for values [2] of each example; it takes 1 or 2 of them.',
  )
})

test('one network and its noise are one normal distribution', async () => {
  const p = await predict(model, inputs, { ...regression, noise: { deviation: 2 }, level: 0.95 })
  expect(p.variance.data).toEqual(new Float32Array(2 * count))
  expect(p.totalVariance!.data).toEqual(new Float32Array(2 * count).fill(4))
  for (const [i, mean] of p.mean.data.entries()) {
    expect(p.interval!.low.data[i]).toBeCloseTo(mean - 1.959964 * 2, 5)
    expect(p.interval!.high.data[i]).toBeCloseTo(mean + 1.959964 * 2, 5)
  }
})

test('predicted noise: the mean variance over the samples, and the law of total variance', async () => {
  const wide = built(4)
  const raw = await predict(wide, inputs, sampled)
  const p = await predict(wide, inputs, { ...sampled, noise: 'predicted', level: 0.9 })
  const rows = Array.from({ length: 30 * count }, (_, row) =>
    Array.from(raw.samples!.data.subarray(4 * row, 4 * row + 4)),
  )
  expect(p.samples).toEqual({ data: Float32Array.from(rows.flatMap((row) => row.slice(0, 2))), shape: [30, count, 2] })
  const variances = rows.flatMap((row) => row.slice(2).map(Math.exp))
  expect(p.sampleNoiseVariance!.shape).toEqual([30, count, 2])
  for (const [i, variance] of p.sampleNoiseVariance!.data.entries()) expect(variance / variances[i]!).toBeCloseTo(1, 6)
  for (let i = 0; i < 2 * count; i++) {
    const each = Array.from({ length: 30 }, (_, s) => s * 2 * count + i)
    const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value / values.length, 0)
    const means = each.map((at) => p.samples!.data[at]!)
    const noise = meanOf(each.map((at) => variances[at]!))
    expect(p.noiseVariance!.data[i]! / noise).toBeCloseTo(1, 6)
    // E[y²] − E[y]², of the mixture.
    const second = meanOf(each.map((at, s) => variances[at]! + means[s]! ** 2))
    expect(p.totalVariance!.data[i]! / (second - meanOf(means) ** 2)).toBeCloseTo(1, 5)
  }
  const { low } = predictiveInterval(p.samples!.data, { samples: 30, noiseVariance: variances, level: 0.9 })
  for (const [i, end] of p.interval!.low.data.entries()) expect(end).toBeCloseTo(low[i]!, 5)
  const full = await predict(wide, inputs, { ...regression, noise: 'predicted' })
  expect(p.full).toEqual({ mean: full.mean, totalVariance: full.noiseVariance })
  expect(await predict(wide, inputs, { ...sampled, noise: 'predicted', level: 0.9, batchSize: 4 })).toEqual(p)
})

test('with a tolerance the interval is normal, and all else has the bits of as many samples', async () => {
  const wide = built(4)
  const noise = 'predicted'
  const p = await predict(wide, inputs, {
    ...regression,
    tolerance: 0.3,
    maxSamples: 90,
    key: key(7),
    noise,
    level: 0.9,
  })
  expect(new Set(p.sampleCounts).size).toBeGreaterThan(2)
  for (const [row, samples] of p.sampleCounts!.entries()) {
    const q = await predict(wide, inputs, { ...sampled, samples, noise })
    for (const name of ['mean', 'variance', 'noiseVariance', 'totalVariance', 'standardError'] as const)
      expect(p[name]!.data.subarray(2 * row, 2 * row + 2)).toEqual(q[name]!.data.subarray(2 * row, 2 * row + 2))
  }
  const width = p.interval!.high.data.map((high, i) => (high - p.interval!.low.data[i]!) / 2)
  for (const [i, half] of width.entries())
    expect(half / (1.644854 * Math.sqrt(p.totalVariance!.data[i]!))).toBeCloseTo(1, 4)
})

test('a scaler of targets gives everything in their units', async () => {
  const wide = built(4)
  const targetScaler = arrayScalerFromState({ of: 'targets', shape: [2], means: [32, -8], scales: [4, 0.5] })
  const scaled: ValueOptions = { ...sampled, noise: 'predicted', level: 0.9 }
  const p = await predict(wide, inputs, scaled)
  const q = await predict(wide, inputs, { ...scaled, targetScaler })
  const close = ({ data }: { data: Float32Array }) => Array.from(data, (value) => expect.closeTo(value, 4))
  expect(Array.from(q.mean.data)).toEqual(close(targetScaler.invert(p.mean)))
  expect(Array.from(q.full!.mean.data)).toEqual(close(targetScaler.invert(p.full!.mean)))
  for (const end of ['low', 'high'] as const)
    expect(Array.from(q.interval![end].data)).toEqual(close(targetScaler.invert(p.interval![end])))
  for (const name of ['variance', 'noiseVariance', 'totalVariance'] as const)
    expect(Array.from(q[name]!.data)).toEqual(close(targetScaler.invertVariance(p[name]!)))
  expect(q.standardError!.data[1]).toBeCloseTo(p.standardError!.data[1]! / 2, 5)
  // The noise that is given, and the tolerance, are in the same units.
  const known = await predict(wide, inputs, {
    ...sampled,
    noise: { deviation: 3 },
    targetScaler: arrayScalerFromState({ ...targetScaler.state, shape: [4], means: [32], scales: [4] }),
  })
  expect(known.noiseVariance!.data[0]).toBe(9)
  const one = arrayScalerFromState({ of: 'targets', shape: [2], means: [0], scales: [8] })
  const upTo = (tolerance: number) => ({ ...regression, tolerance, maxSamples: 90, key: key(7) })
  const { sampleCounts } = await predict(model, inputs, { ...upTo(1.6), targetScaler: one })
  expect(sampleCounts).toEqual((await predict(model, inputs, upTo(0.2))).sampleCounts)
})

test('the log-likelihood with a precision is that of Gal and Ghahramani, from what predict returns', async () => {
  const [targets, tau] = [Array.from({ length: 2 * count }, (_, i) => Math.sin(i)), 2.5]
  const p = await predict(model, inputs, { ...sampled, noise: { precision: tau } })
  const samples = p.samples!.data
  const terms = targets.map((y, i) => {
    const powers = Array.from({ length: 30 }, (_, t) => -0.5 * tau * (y - samples[t * 2 * count + i]!) ** 2)
    const sum = powers.reduce((total, power) => total + Math.exp(power), 0)
    return Math.log(sum) - Math.log(30) - 0.5 * Math.log(2 * Math.PI) + 0.5 * Math.log(tau)
  })
  const expected = terms.reduce((sum, term) => sum + term, 0) / terms.length
  expect(measure(logLikelihood({ precision: tau }), { samples, targets })).toBeCloseTo(expected, 10)
  const batch = { samples, noiseVariance: p.sampleNoiseVariance!.data, targets }
  expect(measure(logLikelihood(), batch)).toBeCloseTo(expected, 6)
})

test('intervals of a model that knows the noise hold as many targets as they say', async () => {
  const size = 4000
  const x = uniform(key('x'), size)
  const noise = normal(key('noise'), size)
  const y = x.map((value, i) => 2 * value + noise[i]! * Math.exp((value - 2) / 2))
  const truth = linear(1, 2)
  truth.params = { weight: tensor([[2, 1]]), bias: tensor([0, -2]) }
  const { interval } = await predict(
    truth,
    { data: x, shape: [size, 1] },
    { ...regression, noise: 'predicted', level: 0.9 },
  )
  const coverage = measure(intervalCoverage(), { low: interval!.low.data, high: interval!.high.data, targets: y })
  // Four standard errors of the share: a false alarm in 16,000 keys.
  expect(Math.abs(coverage - 0.9)).toBeLessThan(4 * Math.sqrt(0.09 / size))
})

test('rows whose outputs are not finite are NaN, and spoil no others', async () => {
  const broken = (): Layer => ({
    ...plainLayer('broken', undefined),
    outputShape: () => [2],
    forward: (x) => div(x, tensor([[0, 1]])),
  })
  const given = { data: Float32Array.of(0, 3, 0, -2), shape: [2, 2] }
  const p = await predict(broken(), given, { ...regression, noise: 'predicted', level: 0.9 })
  for (const array of [p.mean, p.variance, p.totalVariance!, p.interval!.low, p.interval!.high])
    expect(array.data).toEqual(Float32Array.of(Number.NaN, Number.NaN))
  const constant = await predict(broken(), given, { ...regression, noise: { deviation: 1 }, level: 0.9 })
  expect(constant.interval!.low.data).toEqual(Float32Array.of(NaN, 3 - 1.6448536, NaN, -2 - 1.6448536))
  expect(constant.totalVariance!.data).toEqual(Float32Array.of(NaN, 1, NaN, 1))
})

test('noise below the smallest number leaves an interval of one point', async () => {
  const certain = linear(2, 2)
  certain.params = {
    weight: tensor([
      [1, 0],
      [0, 0],
    ]),
    bias: tensor([0, -2000]),
  }
  const p = await predict(certain, inputs, { ...regression, noise: 'predicted', level: 0.9 })
  expect(p.totalVariance!.data).toEqual(new Float32Array(count))
  expect([p.interval!.low, p.interval!.high]).toEqual([p.mean, p.mean])
})

test('outputs of several axes are halved on the last one, and scaled by position', async () => {
  const outputs = Float32Array.of(1, 2, 0, 0, 3, 4, 0, 0)
  const steps: Layer = {
    ...plainLayer('steps', undefined),
    outputShape: () => [2, 4],
    forward: (x) => add(mul(sum(x), 0), tensor(outputs, { shape: [1, 2, 4] })),
  }
  const targetScaler = arrayScalerFromState({
    of: 'targets',
    shape: [2, 2],
    means: [0, 10, 20, 30],
    scales: [1, 2, 3, 4],
  })
  const one = { data: new Float32Array(1), shape: [1, 1] }
  const p = await predict(steps, one, { ...regression, noise: 'predicted', targetScaler })
  expect(p.mean).toEqual({ data: Float32Array.of(1, 14, 29, 46), shape: [1, 2, 2] })
  expect(p.totalVariance).toEqual({ data: Float32Array.of(1, 4, 9, 16), shape: [1, 2, 2] })
  const { noiseVariance } = await predict(steps, one, { ...regression, noise: { deviation: [1, 2, 3, 4] } })
  expect(noiseVariance).toEqual({ data: Float32Array.of(1, 4, 9, 16, 1, 4, 9, 16), shape: [1, 2, 4] })
})

test('no examples give empty results', async () => {
  const none = { data: new Float32Array(0), shape: [0, 2] }
  const p = await predict(built(4), none, { ...sampled, noise: 'predicted', level: 0.9 })
  expect(p.interval!.low).toEqual({ data: new Float32Array(0), shape: [0, 2] })
  expect(p.sampleNoiseVariance!.shape).toEqual([30, 0, 2])
})

test('what does not fit is refused', async () => {
  const refused = (options: object) => expect(predict(model, inputs, { ...regression, ...options } as never)).rejects
  await refused({ level: 0.9 }).toThrow(
    'predict was given level 0.9 without noise, which an interval for targets must know',
  )
  await refused({ level: 95, noise: { deviation: 1 } }).toThrow(
    'predict was given level 95; it takes a number above 0 and below 1, such as 0.95.',
  )
  const takes =
    "it takes 'predicted', { precision } or { deviation }, or what gaussianNoise().fit of @thinned/metrics gives"
  await refused({ noise: 1 }).toThrow(takes)
  await refused({ noise: {} }).toThrow(`${takes}: exactly one of them.`)
  await refused({ noise: { precision: 1, deviation: 1 } }).toThrow(`${takes}: exactly one of them.`)
  await refused({ noise: { precision: 0 } }).toThrow(
    'predict was given noise.precision 0; it takes a number above 0, or a list of them, one for each output.',
  )
  await refused({ noise: { tau: 1 } }).toThrow('noise.tau is not an option of predict; write precision.')
  await refused({ tau: 1 }).toThrow('tau is not an option of predict; write noise: { precision }.')
  await refused({ task: 'classification', noise: 'predicted' }).toThrow(
    "predict was given noise, which is for numbers, and a task of classes; write { task: 'regression' }, or leave noise out.",
  )
  const ofInputs = arrayScalerFromState({ of: 'inputs', shape: [2], means: [0], scales: [1] })
  await refused({ targetScaler: ofInputs }).toThrow('a targetScaler that was fitted on inputs')
  await refused({ targetScaler: {} }).toThrow(
    "it takes a scaler of targets, such as standardizeArrays({ of: 'targets' }).fit(train)",
  )
  const ofOne = arrayScalerFromState({ of: 'targets', shape: [1], means: [0], scales: [1] })
  await refused({ targetScaler: ofOne }).toThrow(
    'predict was given a targetScaler fitted on targets [1] per example, but the model gives values [2]',
  )
  await expect(predict(built(3), inputs, { ...regression, noise: 'predicted' })).rejects.toThrow(
    "predict was given noise 'predicted', but the model gives [3] per example",
  )
})
