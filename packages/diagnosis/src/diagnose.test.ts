import { asSource, twoMoons } from '@thinned/data'
import { dropout } from '@thinned/dropout/variants'
import {
  batchNorm,
  compose,
  createPass,
  flattenParams,
  init,
  type Layer,
  linear,
  losses,
  lstm,
  type Objective,
  plainLayer,
  relu,
  residual,
  sequential,
  sigmoid,
} from '@thinned/nn'
import { key } from '@thinned/rng'
import { mul, reference, type Tensor, tensor } from '@thinned/tensor'
import { evaluate } from '@thinned/train'
import { expect, test } from 'vitest'
import { diagnose } from './diagnose.ts'

const data = twoMoons({ size: 40, key: key(1) })

function build() {
  const model = sequential(
    linear(2, 6),
    relu(),
    dropout({ keep: 0.5 }),
    residual(linear(6, 6), sigmoid(), linear(6, 6)),
    linear(6, 2),
  )
  init(model, key(2))
  return model
}

test('the activations are those of the full network, by definition', async () => {
  const model = build()
  const { layers, loss, error, examples } = await diagnose(model, data, { batchSize: 7 })
  expect(layers.map(({ path, units, rows }) => [path, units, rows])).toEqual([
    ['relu1', 6, 40],
    ['residual1/sigmoid1', 6, 40],
  ])
  const evaluation = await evaluate(model, data, { batchSize: 7 })
  expect([loss, error, examples]).toEqual([evaluation.loss, evaluation.error, 40])
  const [weight, bias] = ['weight', 'bias'].map((name) => flattenParams(model.params)[`linear1/${name}`]!.readSync())
  const means = Array.from({ length: 6 }, (_, unit) => {
    let sum = 0
    for (let row = 0; row < 40; row++) {
      const [x, y] = [data.inputs.data[2 * row]!, data.inputs.data[2 * row + 1]!]
      sum += Math.max(0, x * weight![unit]! + y * weight![6 + unit]! + bias![unit]!)
    }
    return sum / 40
  })
  for (const [unit, mean] of layers[0]!.unitMeans.entries()) expect(mean).toBeCloseTo(means[unit]!, 5)
})

test('the model and the memory stay as they were, and the result is plain JSON', async () => {
  const model = build()
  const [before, buffers] = [Object.values(model.children).map((layer) => ({ ...layer })), reference.memory().buffers]
  const result = await diagnose(model, data)
  expect(JSON.parse(JSON.stringify(result))).toEqual(result)
  expect(Object.values(model.children).map((layer) => ({ ...layer }))).toEqual(before)
  expect(reference.memory().buffers).toBe(buffers)
  expect(await diagnose(model, data, { batchSize: 40 })).toEqual(result)
})

test('passes in training mode change neither parameters nor batch statistics, and the same key gives the same noise', async () => {
  const model = sequential(linear(2, 6), batchNorm(6), relu(), dropout({ keep: 0.5 }), linear(6, 2))
  init(model, key(2))
  const values = () =>
    [model.params, model.state].map((held) => Object.values(flattenParams(held)).map((each) => each.readSync()))
  const [before, buffers] = [values(), reference.memory().buffers]
  const options = { contributions: false, draws: 0, gradientNoise: { batches: 4, draws: 2, batchSize: 10 } }
  const { gradientNoise } = await diagnose(model, data, options)
  expect([values(), reference.memory().buffers]).toEqual([before, buffers])
  expect((await diagnose(model, data, { ...options, batchSize: 7, maxExamples: 5 })).gradientNoise).toEqual(
    gradientNoise,
  )
  expect((await diagnose(model, asSource(data), options)).gradientNoise).toEqual(gradientNoise)
  expect((await diagnose(model, data, { ...options, key: key(9) })).gradientNoise).not.toEqual(gradientNoise)
})

test('at most maxExamples, drawn from the key', async () => {
  const model = build()
  const of = (seed: number) => diagnose(model, data, { maxExamples: 10, key: key(seed) })
  expect((await of(1)).examples).toBe(10)
  expect((await of(1)).loss).toBe((await of(1)).loss)
  expect((await of(1)).loss).not.toBe((await of(2)).loss)
})

test("an activation of one's own ends a hidden layer, as it declares", async () => {
  const cube: Layer = {
    ...plainLayer('cube', undefined),
    role: 'activation',
    outputShape: (input) => input,
    forward: (x) => mul(x, mul(x, x)),
  }
  const { role: _, ...silent } = cube
  const model = sequential(linear(2, 6), cube, linear(6, 6), { ...silent, kind: 'silent' }, linear(6, 2))
  init(model, key(2))
  expect((await diagnose(model, data)).layers.map(({ path }) => path)).toEqual(['cube1'])
})

test('layers by name, and recurrent layers, whose units stand at each step', async () => {
  expect((await diagnose(build(), data, { layers: ['linear1'] })).layers.map(({ path }) => path)).toEqual(['linear1'])
  const model = sequential(lstm(2, 3), linear(3, 2))
  init(model, key(3))
  const shape = [4, 5, 2] as const
  const inputs = { data: new Float32Array(40).map((_, i) => Math.sin(i)), shape }
  const targets = { data: new Float32Array(40), shape }
  const { layers } = await diagnose(model, { name: 'waves', inputs, targets })
  expect(layers).toMatchObject([{ path: 'lstm1', units: 3, rows: 20 }])
  expect(model.forward(tensor(inputs.data, { shape }), createPass({ mode: 'evaluate' })).shape).toEqual([4, 5, 2])
})

test('sources, inputs by name, and examples that do not count', async () => {
  expect(await diagnose(build(), asSource(data))).toEqual(await diagnose(build(), data))
  const [left, right] = [linear(2, 3), relu()]
  const model = compose({ left, right }, ({ x }: { x: Tensor }, use) => use.right.at(0)(use.left(x)))
  init(model, key(4))
  const weights = { data: new Float32Array(40).map((_, i) => (i === 0 ? 0 : 1)), shape: [40] }
  const named = {
    name: 'named',
    inputs: { x: data.inputs },
    targets: { ...data.targets, data: data.targets.data.map((label, i) => (i === 1 ? -1 : label)) },
    classes: 2,
    weights,
  }
  const { layers } = await diagnose(model, named, { layers: ['right'], loss: losses.crossEntropy.with({ ignore: -1 }) })
  expect(layers[0]!.contributions!.increases).toHaveLength(3)
})

test('the passes are said before the first, and the signal stops the work without leaving anything behind', async () => {
  const model = build()
  const seen: object[] = []
  await diagnose(model, data, { batchSize: 20, onProgress: (progress) => seen.push(progress) })
  expect(seen).toEqual(seen.map((_, done) => ({ done, passes: seen.length - 1 })))
  const buffers = reference.memory().buffers
  const stop = new AbortController()
  const onProgress = ({ done }: { done: number }) => done === 1 && stop.abort(new Error('enough'))
  await expect(diagnose(model, data, { batchSize: 20, signal: stop.signal, onProgress })).rejects.toThrow('enough')
  expect(reference.memory().buffers).toBe(buffers)
})

test('the signal stops the passes of thinned networks and of gradients too', async () => {
  const model = build()
  const buffers = reference.memory().buffers
  const gradientNoise = { batches: 3, draws: 2, batchSize: 10 }
  // One pass of the full network, one of thinned ones, then nine gradients.
  for (const last of [1, 2, 5, 10]) {
    const [stop, seen] = [new AbortController(), [] as number[]]
    const onProgress = ({ done, passes }: { done: number; passes: number }) => {
      seen.push(passes)
      if (done === last) stop.abort(new Error('enough'))
    }
    const options = { contributions: false, draws: 0, gradientNoise, signal: stop.signal, onProgress }
    await expect(diagnose(model, data, options)).rejects.toThrow('enough')
    expect(seen).toEqual(new Array(last + 1).fill(11))
  }
  expect(reference.memory().buffers).toBe(buffers)
})

test('what cannot be diagnosed is refused', async () => {
  const plain = sequential(linear(2, 2))
  init(plain, key(1))
  await expect(diagnose(plain, data)).rejects.toThrow(
    "diagnose found no hidden layer, which is an activation (a layer with { role: 'activation' }) before another layer with parameters. Name the layers whose outputs are units: { layers: ['linear1'] }.",
  )
  await expect(diagnose(build(), data, { layers: ['relu2'] })).rejects.toThrow(
    'diagnose was given the layer relu2; the model has linear1, relu1, dropout1,',
  )
  await expect(diagnose([] as never, data as never)).rejects.toThrow('it takes a layer or a model')
  await expect(diagnose(build(), data, { loss: 'crossEntropie' as never })).rejects.toThrow(
    "diagnose was given loss \"crossEntropie\"; it takes a name ('binaryCrossEntropy', 'crossEntropy',",
  )
  await expect(diagnose(build(), data, { gradientNoise: {} })).rejects.toThrow(
    'diagnose was given 40 examples; gradientNoise takes 16 batches of 32 that share none, 512 in all. Give more examples, or smaller batches: { gradientNoise: { batchSize: 2 } }.',
  )
  const blank = { ...data, weights: { data: new Float32Array(40).fill(0).with(0, 1), shape: [40] } }
  await expect(
    diagnose(build(), blank, {
      contributions: false,
      draws: 0,
      gradientNoise: { batches: 4, draws: 2, batchSize: 10 },
    }),
  ).rejects.toThrow(/was given batch \d of gradientNoise in .*, in which no example counts/)
  const scheduled = sequential(linear(2, 6), relu(), dropout({ keep: ({ step }) => 1 / (1 + step) }), linear(6, 2))
  init(scheduled, key(1))
  const small = { batches: 3, draws: 2, batchSize: 10 }
  await expect(diagnose(scheduled, data, { gradientNoise: small })).rejects.toThrow(
    'a model in which dropout1/keep follows a schedule, but no moment of it',
  )
  const endless = sequential(linear(2, 6), relu(), linear(6, 2))
  init(endless, key(1))
  const loss: Objective = (forward, { inputs, targets }) =>
    mul(losses.crossEntropy(forward(inputs), targets), Number.POSITIVE_INFINITY)
  await expect(diagnose(endless, data, { loss, contributions: false, draws: 0, gradientNoise: small })).rejects.toThrow(
    'The gradient of linear1/weight holds values that are not finite',
  )
  await expect(diagnose(plain, {} as never)).rejects.toThrow('it takes a data set or a source')
})
