import { batches, type Dataset } from '@thinned/data'
import { dropout } from '@thinned/dropout/variants'
import { init, linear, losses, relu, sequential, tanh } from '@thinned/nn'
import { foldIn, key, permutation } from '@thinned/rng'
import { dropoutMask, tensor, zeros } from '@thinned/tensor'
import { expect, test } from 'vitest'
import expected from '../fixtures/diagnosis.json' with { type: 'json' }
import { diagnose } from './diagnose.ts'
import type { DiagnoseOptions, DiagnosisProgress } from './diagnose-options.ts'
import type { Diagnosis } from './diagnosis.ts'

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

test('the batches and masks of the fixture are those of the key', () => {
  const noise = foldIn(key(5), 'noise')
  const rows = batches(40, 5, foldIn(noise, 'batches')).slice(0, 4)
  expect(rows.map((batch) => [...batch])).toEqual(expected.batches)
  for (const [batch, draws] of expected.masks.entries())
    for (const [draw, masks] of draws.entries()) {
      const step = foldIn(foldIn(foldIn(noise, 'masks'), batch), draw)
      for (const [i, units] of [6, 5].entries()) {
        const options = { key: foldIn(foldIn(step, `dropout${i + 1}`), 'mask'), keep: 0.5 }
        expect(
          dropoutMask(zeros([5, units]), options)
            .readSync()
            .join(''),
        ).toBe(masks[i])
      }
    }
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

test('the noise of gradients is that of numpy by definition, as a whole and for each parameter', async () => {
  const settings = { batches: 4, draws: 3, batchSize: 5 }
  const { gradientNoise } = await diagnose(build(), data, {
    key: key(5),
    contributions: false,
    draws: 0,
    gradientNoise: settings,
  })
  expectClose(gradientNoise, { ...settings, ...expected.gradientNoise })
  expect(gradientNoise!.parameters.map(({ path }) => path)).toEqual(
    ['linear1', 'linear2', 'linear3'].flatMap((path) => [`${path}/weight`, `${path}/bias`]),
  )
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
  const passesOf = async (options: DiagnoseOptions): Promise<[number, Diagnosis]> => {
    const seen: DiagnosisProgress[] = []
    const diagnosis = await diagnose(build(), data, { ...options, onProgress: (progress) => seen.push(progress) })
    expect(seen).toEqual(seen.map((_, done) => ({ done, passes: seen.length - 1 })))
    return [seen[0]!.passes, diagnosis]
  }
  // The full network, and one pass of thinned ones for the keeps.
  const [passes, { layers, robustness, gradientNoise }] = await passesOf({ contributions: false, draws: 0 })
  expect([passes, layers[0]!.contributions, robustness, gradientNoise]).toEqual([2, null, null, null])
  expect((await passesOf({ draws: 1 }))[0]).toBe(2 + 11 + 18)
  const noise = { batches: 3, draws: 2, batchSize: 10 }
  expect((await passesOf({ contributions: false, draws: 0, gradientNoise: noise }))[0]).toBe(2 + 3 * 3)
})
