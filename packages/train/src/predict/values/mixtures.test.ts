import { logLikelihood, measure } from '@thinned/metrics'
import { compose, init, layerFactories, linear, mixture, relu, sequential } from '@thinned/nn'
import { key, uniform } from '@thinned/rng'
import type { Tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../../test/dropout-layer.ts'
import { ensemble, evaluate, loadModel, predict, predictionBatch, saveModel } from '../../index.ts'

const count = 9
const inputs = { data: uniform(key(5), 2 * count), shape: [count, 2] }
const ask = { task: 'regression', noise: 'predicted' } as const

/** A network of one number and its noise. */
const network = () => sequential(linear(2, 8), relu(), testDropout(0.8), linear(8, 2))

const made = ensemble(
  ({ key }) => {
    const member = network()
    init(member, key)
    return member
  },
  { members: 3, key: key(1), task: 'regression', noise: 'predicted' },
)

test('an ensemble has the mean and the variance of its members together', async () => {
  const model = await made
  const p = await predict(model, inputs, { ...ask, everySample: true, level: 0.9 })
  const members = await Promise.all(model.members.map((member) => predict(member, inputs, ask)))
  expect(p.sampleCounts).toEqual(new Int32Array(count).fill(3))
  expect(p.full).toBeUndefined()
  for (let i = 0; i < count; i++) {
    const [means, noise] = [members.map(({ mean }) => mean.data[i]!), members.map((m) => m.noiseVariance!.data[i]!)]
    const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value / 3, 0)
    const disagreement = meanOf(means.map((mean) => (mean - meanOf(means)) ** 2))
    expect(p.mean.data[i]).toBeCloseTo(meanOf(means), 6)
    expect(p.variance.data[i]).toBeCloseTo(disagreement, 6)
    expect(p.noiseVariance!.data[i]).toBeCloseTo(meanOf(noise), 5)
    expect(p.totalVariance!.data[i]).toBeCloseTo(meanOf(noise) + disagreement, 5)
  }
  // The full network beside thinned ones is all full members, as one normal distribution.
  const thinned = await predict(model, inputs, { ...ask, samples: 6, key: key(2) })
  for (const name of ['mean', 'totalVariance'] as const)
    expect(Array.from(thinned.full![name]!.data)).toEqual(
      Array.from(p[name]!.data, (value) => expect.closeTo(value, 5)),
    )
})

test('its loss is that of its mean and total variance, and so it is after saving and loading', async () => {
  const model = await made
  const targets = { data: uniform(key(6), count), shape: [count, 1] }
  const data = { name: 'numbers', inputs, targets }
  const { mean, totalVariance } = await predict(model, inputs, ask)
  const { loss } = await evaluate(model, data, { loss: 'gaussianNll' })
  const batch = { samples: mean.data, noiseVariance: totalVariance!.data, targets: targets.data }
  expect(loss).toBeCloseTo(-measure(logLikelihood(), batch), 5)
  const layers = { ...layerFactories, thin: ({ keep }: { readonly keep: number }) => testDropout(keep) }
  const { model: loaded } = loadModel(await saveModel(model), { layers })
  expect(await evaluate(loaded, data, { loss: 'gaussianNll' })).toEqual(
    await evaluate(model, data, { loss: 'gaussianNll' }),
  )
  expect(await predict(loaded as typeof model, inputs, ask)).toEqual(await predict(model, inputs, ask))
})

test('outputs { mean, logVariance } are the halves of one', async () => {
  const parts = {
    body: sequential(linear(2, 8), relu(), testDropout(0.8)),
    mean: linear(8, 2),
    logVariance: linear(8, 2),
  }
  const named = compose(parts, (x: Tensor, use) => {
    const features = use.body(x)
    return { mean: use.mean(features), logVariance: use.logVariance(features) }
  })
  init(named, key(3))
  const options = { ...ask, samples: 10, key: key(4), level: 0.9, everySample: true }
  const p = await predict(named, inputs, options)
  expect(p.sampleNoiseVariance!.shape).toEqual([10, count, 2])
  const mean = compose(parts, (x: Tensor, use) => use.mean(use.body(x)))
  const { samples } = await predict(mean, inputs, { ...options, noise: { deviation: 1 } })
  expect(p.samples).toEqual(samples)
  await expect(predict(named, inputs, { task: 'regression' })).rejects.toThrow(
    'predict takes a model of one output, but this one gives mean, logVariance by name',
  )
  const odd = compose({ a: linear(2, 2), b: linear(2, 1) }, (x: Tensor, use) => ({
    mean: use.a(x),
    logVariance: use.b(x),
  }))
  init(odd, key(3))
  await expect(predict(odd, inputs, ask)).rejects.toThrow(
    'of one shape [n, …, k], but the model gives [1, 2] and [1, 1].',
  )
})

test('a prediction is a batch of measures, with its noise and its interval', async () => {
  const targets = uniform(key(6), count)
  const p = await predict(await made, inputs, { ...ask, everySample: true, level: 0.9 })
  const batch = predictionBatch(p)
  expect(batch.noiseVariance).toBe(p.sampleNoiseVariance!.data)
  expect([batch.low, batch.high]).toEqual([p.interval!.low.data, p.interval!.high.data])
  expect(batch.deviation[0]).toBeCloseTo(Math.sqrt(p.totalVariance!.data[0]!), 6)
  const kept = predictionBatch(await predict(await made, inputs, ask))
  expect([kept.samples, kept.noiseVariance]).toEqual([undefined, p.noiseVariance!.data])
  const byHand = { samples: p.samples!.data, noiseVariance: p.sampleNoiseVariance!.data, targets }
  expect(measure(logLikelihood(), { ...batch, samples: batch.samples!, targets })).toBe(
    measure(logLikelihood(), byHand),
  )
})

test('a mixture that averages log variances is refused, and one of noise without it', async () => {
  const plain = mixture([network(), network()], { task: 'regression' })
  init(plain, key(1))
  await expect(predict(plain, inputs, ask)).rejects.toThrow(
    "make it with mixture(members, { task: 'regression', noise: 'predicted' })",
  )
  await expect(predict(await made, inputs, { task: 'regression' })).rejects.toThrow(
    "predict was given a mixture of models that predict their noise; write { noise: 'predicted' }.",
  )
  await expect(ensemble(network, { members: 2, key: key(1), noise: 'predicted' })).rejects.toThrow(
    "ensemble was given noise 'predicted' with task 'classification'; write { task: 'regression', noise: 'predicted' }",
  )
})
