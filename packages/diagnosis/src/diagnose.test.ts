import { asSource, twoMoons } from '@thinned/data'
import { dropout } from '@thinned/dropout/variants'
import {
  compose,
  createPass,
  flattenParams,
  init,
  linear,
  losses,
  lstm,
  relu,
  residual,
  sequential,
  sigmoid,
} from '@thinned/nn'
import { key } from '@thinned/rng'
import { reference, type Tensor, tensor } from '@thinned/tensor'
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

test('at most maxExamples, drawn from the key', async () => {
  const model = build()
  const of = (seed: number) => diagnose(model, data, { maxExamples: 10, key: key(seed) })
  expect((await of(1)).examples).toBe(10)
  expect((await of(1)).loss).toBe((await of(1)).loss)
  expect((await of(1)).loss).not.toBe((await of(2)).loss)
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

test('what cannot be diagnosed is refused', async () => {
  const plain = sequential(linear(2, 2))
  init(plain, key(1))
  await expect(diagnose(plain, data)).rejects.toThrow(
    "diagnose found no hidden layer, which is an activation before another layer with parameters. Name the layers whose outputs are units: { layers: ['linear1'] }.",
  )
  await expect(diagnose(build(), data, { layers: ['relu2'] })).rejects.toThrow(
    'diagnose was given the layer relu2; the model has linear1, relu1, dropout1,',
  )
  await expect(diagnose([] as never, data as never)).rejects.toThrow('it takes a layer or a model')
  await expect(diagnose(plain, {} as never)).rejects.toThrow('it takes a data set or a source')
})
