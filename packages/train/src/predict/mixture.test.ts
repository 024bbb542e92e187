import { twoMoons } from '@thinned/data'
import { compose, createPass, init, type Layer, linear, mixture, sequential, tanh } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import { noGrad, softmax, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { predict } from '../index.ts'

const { inputs } = twoMoons({ size: 20, key: key(2) })

const plain = (outputs: number) => sequential(linear(2, 5), tanh(), linear(5, outputs))
const thinned = (outputs: number) => sequential(linear(2, 5), testDropout(0.6), linear(5, outputs))

function ready<Model extends Layer>(model: Model): Model {
  init(model, key(4))
  return model
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const entropyOf = (p: readonly number[]) => p.reduce((sum, x) => sum - x * Math.log(x), 0)
const close = (values: Iterable<number>) => Array.from(values, (value) => expect.closeTo(value, 5))

test('the members of a mixture are its samples, each a full network', async () => {
  const model = ready(mixture([plain(3), thinned(3), plain(3)]))
  const p = await predict(model, inputs, { everySample: true })
  const members = await Promise.all(model.members.map((member) => predict(member, inputs)))
  expect(p.samples).toEqual({
    data: Float32Array.from(members.flatMap(({ mean }) => Array.from(mean.data))),
    shape: [3, 20, 3],
    share: 'batch',
  })
  const row = (data: Float32Array, i: number) => Array.from(data.subarray(3 * i, 3 * i + 3))
  for (let i = 0; i < 20; i++) {
    const each = members.map(({ mean }) => row(mean.data, i))
    const mean = [0, 1, 2].map((c) => meanOf(each.map((p) => p[c]!)))
    expect(row(p.mean.data, i)).toEqual(close(mean))
    expect(p.entropy[i]).toBeCloseTo(entropyOf(mean), 5)
    expect(p.mutualInformation[i]).toBeCloseTo(entropyOf(mean) - meanOf(each.map(entropyOf)), 5)
  }
  expect(p.sampleCounts).toEqual(new Int32Array(20).fill(3))
  expect([p.full, p.logits]).toEqual([undefined, undefined])
})

test('what a mixture predicts is the softmax of its logits', async () => {
  const model = ready(mixture([plain(3), plain(3)]))
  const logits = noGrad(() => model.forward(tensor(inputs.data, { shape: [20, 2] }), createPass({ mode: 'evaluate' })))
  expect(Array.from((await predict(model, inputs)).mean.data)).toEqual(close(softmax(logits).readSync()))
})

test('with samples, sample s is member s modulo their number, under the key folded with s', async () => {
  const model = ready(mixture([thinned(2), thinned(2)], { task: 'regression' }))
  const p = await predict(model, inputs, { task: 'regression', samples: 6, key: key(7), everySample: true })
  const drawn = Array.from({ length: 6 }, (_, s) => {
    const pass = createPass({ mode: 'sample', key: foldIn(key(7), s) }).at(`member${s % 2}`)
    return Array.from(
      noGrad(() => model.members[s % 2]!.forward(tensor(inputs.data, { shape: [20, 2] }), pass)).readSync(),
    )
  })
  expect(Array.from(p.samples!.data)).toEqual(drawn.flat())
  const members = await Promise.all(model.members.map((member) => predict(member, inputs, { task: 'regression' })))
  const full = members[0]!.mean.data.map((value, i) => (value + members[1]!.mean.data[i]!) / 2)
  expect(Array.from(p.full!.mean.data)).toEqual(close(full))
})

test('members that draw nothing may stand beside one that does, and all alone are refused', async () => {
  const some = ready(mixture([plain(2), thinned(2)]))
  expect((await predict(some, inputs, { samples: 4, key: key(7) })).sampleCounts).toEqual(new Int32Array(20).fill(4))
  const none = ready(mixture([plain(2), plain(2)]))
  await expect(predict(none, inputs, { samples: 4, key: key(7) })).rejects.toThrow('in which nothing is random')
})

test('with a tolerance, members share the samples of a row evenly', async () => {
  const model = ready(mixture([thinned(2), thinned(2), thinned(2)]))
  const ask = { tolerance: 0.05, maxSamples: 60, key: key(7) }
  const { sampleCounts, mean } = await predict(model, inputs, ask)
  expect(new Set(Array.from(sampleCounts!, (n) => n % 3))).toEqual(new Set([0]))
  expect(Math.min(...sampleCounts!)).toBeLessThan(60)
  const row = sampleCounts!.findIndex((n) => n < 60)
  const fixed = await predict(model, inputs, { samples: sampleCounts![row]!, key: key(7) })
  expect(mean.data.subarray(2 * row, 2 * row + 2)).toEqual(fixed.mean.data.subarray(2 * row, 2 * row + 2))
})

test('one logit and numbers have their predictions, and batches of any size give the same bits', async () => {
  const binary = ready(mixture([plain(1), plain(1)], { task: 'binary' }))
  const { mean, predicted } = await predict(binary, inputs, { task: 'binary' })
  expect(mean.shape).toEqual([20, 2])
  expect(predicted[3]).toBe(mean.data[6]! >= mean.data[7]! ? 0 : 1)
  const numbers = ready(mixture([plain(2), plain(2)], { task: 'regression' }))
  const ask = { task: 'regression' } as const
  const whole = await predict(numbers, inputs, ask)
  const members = await Promise.all(numbers.members.map((member) => predict(member, inputs, ask)))
  expect(whole.variance.data[5]).toBeCloseTo(((members[0]!.mean.data[5]! - members[1]!.mean.data[5]!) / 2) ** 2, 5)
  expect(await predict(numbers, inputs, { ...ask, batchSize: 3 })).toEqual(whole)
  expect((await predict(numbers, { data: new Float32Array(), shape: [0, 2] }, ask)).mean.shape).toEqual([0, 2])
})

test('members of several inputs are asked by name', async () => {
  const two = () => compose({ a: linear(2, 3), b: linear(2, 3) }, ({ x }: { x: Tensor; y: Tensor }, use) => use.a(x))
  const model = mixture([two(), two()])
  init(model, key(1))
  const { mean } = await predict(model, { x: inputs, y: inputs })
  expect(mean.shape).toEqual([20, 3])
})

test('what does not fit a mixture is refused', async () => {
  const model = ready(mixture([thinned(2), thinned(2)]))
  const refused = (options: object) => expect(predict(model, inputs, options)).rejects
  await refused({ samples: 5, key: key(1) }).toThrow(
    'predict was given samples 5 for a mixture of 2 members, which share the samples evenly; write a multiple of 2, such as { samples: 6 }. Without samples each member predicts once.',
  )
  await refused({ tolerance: 0.1, maxSamples: 51, key: key(1) }).toThrow('such as { maxSamples: 52 }')
  await refused({ task: 'regression' }).toThrow(
    "predict was given the task 'regression' for a mixture whose task is 'classification'; write { task: 'classification' }.",
  )
  await refused({ key: key(1) }).toThrow('predict was given key without samples')
})
