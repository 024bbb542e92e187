import { twoMoons } from '@thinned/data'
import { dropout } from '@thinned/dropout/variants'
import { init, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { compare } from './compare.ts'
import { diagnose } from './diagnose.ts'

const data = twoMoons({ size: 30, key: key(1) })

async function diagnosisOf(seed: number, units = 4, options: { maxExamples?: number; draws?: number } = {}) {
  const model = sequential(linear(2, units), relu(), linear(units, 2))
  init(model, key(seed))
  return diagnose(model, data, { draws: 1, ...options })
}

test('each number of both, and the change from the first to the second', async () => {
  const [a, wide] = [await diagnosisOf(1), await diagnosisOf(2, 8)]
  const b = { ...wide, layers: wide.layers.map((layer) => ({ ...layer, dead: [1, 3] })) }
  const { loss, layers, robustness, ...rest } = compare(a, b)
  expect(loss).toEqual({ a: a.loss, b: b.loss, change: b.loss - a.loss })
  expect(rest.error.change).toBe(b.error! - a.error!)
  expect(layers).toHaveLength(1)
  expect(layers[0]).toMatchObject({
    path: 'relu1',
    units: { a: 4, b: 8, change: 4 },
    zeroShare: { change: b.layers[0]!.zeroShare - a.layers[0]!.zeroShare },
    deadShare: { a: a.layers[0]!.dead.length / 4, b: 0.25 },
    gini: { a: a.layers[0]!.contributions!.gini, b: b.layers[0]!.contributions!.gini },
  })
  const half = robustness!.find(({ fraction }) => fraction === 0.5)!
  expect(half.plain.lossIncrease.b).toBe(b.robustness![5]!.plain.loss - b.loss)
  expect(half.rescaled.errorIncrease.a).toBe(a.robustness![5]!.rescaled.error! - a.error!)
  expect(robustness![0]!.plain.lossIncrease).toEqual({ a: 0, b: 0, change: 0 })
  expect(JSON.parse(JSON.stringify(compare(a, b)))).toEqual(compare(a, b))
})

test('layers that drop in either, and the noise of gradients', async () => {
  const [a, b] = await Promise.all(
    [1, 0.5].map((keep) => {
      const drop = keep === 1 ? [] : [dropout({ keep })]
      const model = sequential(linear(2, 4), relu(), ...drop, linear(4, 2))
      init(model, key(1))
      const gradientNoise = { batches: 3, draws: 2, batchSize: 10 }
      return diagnose(model, data, { contributions: false, draws: 0, gradientNoise })
    }),
  )
  const { keep, gradientNoise } = compare(a!, b!)
  const { kept } = b!.keep![0]!
  expect(keep).toEqual([
    { path: 'dropout1', keep: { a: null, b: 0.5, change: null }, kept: { a: null, b: kept, change: null } },
  ])
  const [first, second] = [a!.gradientNoise!, b!.gradientNoise!]
  expect(first.fromMasks).toEqual({ value: 0, standardError: 0 })
  expect(gradientNoise!.fromMasks).toEqual({ a: 0, b: second.fromMasks.value, change: second.fromMasks.value })
  expect(gradientNoise!.ratio.b).toBe(second.ratio?.value ?? null)
  expect(compare(a!, { ...b!, gradientNoise: null }).gradientNoise).toBeNull()
  expect(compare({ ...a!, keep: null }, b!).keep).toEqual(keep)
})

test('what one of them does not say is null', async () => {
  const [a, b] = [await diagnosisOf(1), await diagnosisOf(2, 4, { draws: 0 })]
  expect(compare(a, b).robustness).toBeNull()
  const [layer] = b.layers
  const silent = { ...b, layers: [{ ...layer!, contributions: null }] }
  expect(compare(a, silent).layers[0]!.gini).toMatchObject({ b: null, change: null })
})

test('what does not belong together is refused', async () => {
  const a = await diagnosisOf(1)
  expect(() => compare(a, { ...a, examples: 20 })).toThrow('diagnoses on 30 and 20 examples')
  expect(() => compare(a, { ...a, layers: [] })).toThrow(
    'diagnoses of the layers relu1 and (none); they are of the same.',
  )
  for (const junk of [
    undefined,
    Promise.resolve(a),
    { ...a, layers: [null] },
    { ...a, robustness: [{}] },
    { ...a, keep: [1] },
    { ...a, gradientNoise: {} },
    3,
  ])
    expect(() => compare(a, junk as never)).toThrow('it takes a diagnosis, as await diagnose(model, data) gives it')
})
