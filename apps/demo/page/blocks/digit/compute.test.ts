import { type Backend, best, data, fit, type Layer, metrics, predict } from 'thinned'
import { beforeAll, expect, test } from 'vitest'
import { ANGLES, answerOf, decisionOf, type Measured, measured, sampling, turnedOf } from './compute.ts'
import { exampleOf, foreignOf } from './examples.ts'
import { fitOptions, keyOf, network, SAMPLES } from './network.ts'
import { type Drawn, NEAT, sloppy } from './test/drawings.ts'
import { votesOf } from './votes.ts'

const training = { seed: 1, keep: 0.5, digits: 8000, budget: 'small' } as const
let backend: Backend
let model: Layer
let measurement: Measured

beforeAll(async () => {
  backend = await best()
  model = network(training)
  await fit(model, { ...fitOptions(training), backend })
  measurement = await measured(model, training, backend)
})

test('the answer of 100 thinned networks is that of their samples, alone and among the turned images', async () => {
  const { image, name } = exampleOf({ show: 'digit', example: 0, drawing: [], seed: 1 })!
  const answer = await answerOf(model, image, training, backend)
  const { entropy, mutualInformation } = metrics.predictiveUncertainty(answer.samples, {
    samples: SAMPLES,
    classes: 10,
  })
  expect(answer.entropy).toBeCloseTo(entropy[0]!, 5)
  expect(answer.mutualInformation).toBeCloseTo(mutualInformation[0]!, 5)
  const votes = votesOf(answer.samples)
  expect(votes.reduce((sum, count) => sum + count)).toBe(SAMPLES)
  expect([String(answer.predicted), votes.indexOf(Math.max(...votes))]).toEqual([name, Number(name)])
  const turned = await turnedOf(model, image, training, backend)
  const upright = ANGLES.indexOf(0)
  expect(turned.entropy[upright]).toBe(answer.entropy)
  expect(turned.mutualInformation[upright]).toBe(answer.mutualInformation)
})

test('the full network is that of predict without samples', async () => {
  const { image } = exampleOf({ show: 'letter', example: 3, drawing: [], seed: 1 })!
  const { full } = await answerOf(model, image, training, backend)
  expect(full).toEqual((await predict(model, image)).mean.data)
})

test('sets and rejection keep what they promise, on digits that nothing was fitted on', () => {
  for (const level of [0.8, 0.9, 0.99]) {
    const { rates, setOf } = decisionOf(measurement, level, level)
    const slack = 3 * Math.sqrt((2 * level * (1 - level)) / 200)
    expect(Math.abs(rates.coverage - level)).toBeLessThan(slack)
    expect(Math.abs(rates.accepted.digit - level)).toBeLessThan(slack)
    expect(rates.acceptedError).toBeLessThanOrEqual(rates.error)
    expect(setOf(Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0))).toEqual(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0))
  }
  expect(decisionOf(measurement, 0.99, 0.9).rates).toMatchObject({
    counts: { digit: 200, letter: 60, scribble: 60, noise: 60 },
  })
})

test('a turned digit makes the network unsure', async () => {
  const { inputs } = data.digits({ size: 200, key: keyOf(1, 'test') })
  const [upright, turned] = await Promise.all(
    [0, 45].map(async (degrees) => {
      const { entropy } = await predict(model, data.rotateImages(inputs, degrees), sampling(1, backend))
      return entropy.reduce((sum, nats) => sum + nats) / 200
    }),
  )
  expect(turned! / upright!).toBeGreaterThan(1.5)
})

test('what a hand draws is recognized and mostly accepted, also in a hurry', async () => {
  const shares = async (drawn: readonly Drawn[]) => {
    const p = await predict(model, data.inkDrawings(drawn.map(({ strokes }) => strokes)), sampling(1, backend))
    const { threshold } = decisionOf(measurement, 0.9, 0.9)
    const right = drawn.filter(({ digit }, i) => p.predicted[i] === digit).length
    return [right / drawn.length, p.entropy.filter((nats) => nats <= threshold).length / drawn.length] as const
  }
  const [neat, hurried] = [await shares(NEAT), await shares(sloppy(3))]
  expect(neat[0]).toBeGreaterThan(0.94)
  expect(hurried[0]).toBeGreaterThan(0.9)
  expect(Math.min(neat[1], hurried[1])).toBeGreaterThan(0.85)
})

test('keep 1 turns all dropout off: every thinned network is the full one', async () => {
  const plain = network({ keep: 1 })
  await fit(plain, { ...fitOptions({ ...training, keep: 1 }), epochs: 1, backend })
  const { image } = exampleOf({ show: 'scribble', example: 0, drawing: [], seed: 1 })!
  const { samples, full, mutualInformation } = await answerOf(plain, image, training, backend)
  for (let s = 0; s < SAMPLES; s++) expect(samples.subarray(10 * s, 10 * s + 10)).toEqual(full)
  expect(mutualInformation).toBeLessThan(1e-12)
})

test('an example is the image of its number', () => {
  const { inputs } = data.digits({ size: 6, key: keyOf(4, 'test') })
  expect(exampleOf({ show: 'digit', example: 5, drawing: [], seed: 4 })!.image.data).toEqual(inputs.data.slice(5 * 784))
  for (const kind of ['letter', 'scribble', 'noise'] as const) {
    const { images, names } = foreignOf(kind, 4, 6)
    const one = exampleOf({ show: kind, example: 5, drawing: [], seed: 4 })!
    expect(one.image.data).toEqual(images.data.slice(5 * 784))
    expect(one.name).toBe(names?.[5])
  }
  expect(exampleOf({ show: 'drawing', example: 0, drawing: [], seed: 4 })).toBeUndefined()
})
