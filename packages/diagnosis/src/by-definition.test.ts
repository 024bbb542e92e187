import type { Dataset } from '@thinned/data'
import { dropout } from '@thinned/dropout/variants'
import { init, linear, losses, relu, sequential, tanh } from '@thinned/nn'
import { foldIn, key, permutation } from '@thinned/rng'
import { tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import expected from '../fixtures/diagnosis.json' with { type: 'json' }
import { diagnose } from './diagnose.ts'

const widths = [3, 6, 5, 3] as const

function build(nested = false) {
  const hidden = [linear(3, 6), relu(), dropout({ keep: 0.5 }), linear(6, 5), tanh(), dropout({ keep: 0.5 })] as const
  const model = nested ? sequential(sequential(...hidden), linear(5, 3)) : sequential(...hidden, linear(5, 3))
  init(model, key(1))
  const [first, second, last] = expected.weights.map((weight, i) => ({
    weight: tensor(weight, { shape: [widths[i]!, widths[i + 1]!] }),
    bias: tensor(expected.biases[i]!),
  }))
  const below = { linear1: first!, linear2: second! }
  model.params = nested ? { sequential1: below, linear1: last! } : { ...below, linear3: last! }
  return model
}

const data: Dataset = {
  name: 'fixture',
  inputs: { data: Float32Array.from(expected.inputs), shape: [40, 3] },
  targets: { data: Int32Array.from(expected.labels), shape: [40] },
  classes: 3,
}

/** Every number of a value is that of the other, to 5 digits. */
function expectClose(value: unknown, other: unknown, path = ''): void {
  if (typeof other === 'number') {
    if (!(Math.abs((value as number) - other) < 1e-5)) expect([path, value]).toEqual([path, other])
  } else
    for (const name of Object.keys(other as object))
      expectClose(Object(value)[name], Object(other)[name], `${path}.${name}`)
}

test('the draws of the fixture are those of the key', () => {
  const removal = foldIn(key(5), 'removal')
  for (const [draw, orders] of expected.orders.entries())
    for (const [i, path] of ['relu1', 'tanh1'].entries())
      expect([...permutation(foldIn(foldIn(removal, draw), path), [6, 5][i]!)]).toEqual(orders[i])
})

test('every measure is that of numpy by definition', async () => {
  const { layers, robustness, loss, error, cka } = await diagnose(build(), data, {
    key: key(5),
    draws: 2,
    batchSize: 13,
  })
  expectClose({ loss, error }, { loss: expected.loss, error: expected.error })
  expectClose(robustness, expected.robustness)
  expectClose(cka, expected.cka)
  for (const [i, { counts, edges, increases, gini, dead, ...statistics }] of expected.layers.entries()) {
    const { path, contributions, activationsHistogram } = layers[i]!
    expect([path, layers[i]!.dead, activationsHistogram.counts]).toEqual([statistics.path, dead, counts])
    expectClose(activationsHistogram.edges, edges)
    expectClose(contributions, { increases, gini })
    expectClose(layers[i], { ...statistics, path: {} })
  }
})

test('layers inside others, and losses that may look at the inputs, run the whole network to the same numbers', async () => {
  const options = { key: key(5), draws: 0 }
  const chain = await diagnose(build(), data, options)
  const nested = await diagnose(build(true), data, options)
  expect(nested.layers.map(({ path }) => path)).toEqual(['sequential1/relu1', 'sequential1/tanh1'])
  const objective = await diagnose(build(), data, {
    ...options,
    loss: (forward, { inputs, targets }) => losses.crossEntropy(forward(inputs), targets),
  })
  for (const { layers } of [nested, objective])
    for (const [i, layer] of layers.entries()) expect(layer).toEqual({ ...chain.layers[i], path: layer.path })
})

test('what is not asked for is null and costs no passes', async () => {
  const seen: number[] = []
  const onProgress = ({ passes }: { passes: number }) => seen.push(passes)
  const { layers, robustness } = await diagnose(build(), data, { contributions: false, draws: 0, onProgress })
  expect([layers[0]!.contributions, robustness, seen]).toEqual([null, null, [1, 1]])
  await diagnose(build(), data, { onProgress, draws: 1 })
  expect(seen.at(-1)).toBe(1 + 11 + 18)
})
