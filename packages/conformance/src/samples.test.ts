import {
  alphaDropout,
  channelDropout,
  dropConnect,
  dropout,
  dropPath,
  gaussianNoise,
  lockedDropout,
} from '@thinned/dropout'
import {
  batchNorm,
  compose,
  conv2d,
  createPass,
  disposeParams,
  flatten,
  forSamples,
  init,
  type Layer,
  linear,
  lstm,
  mixture,
  type Pass,
  plainLayer,
  relu,
  residual,
  sequential,
} from '@thinned/nn'
import { foldIn, key, normal } from '@thinned/rng'
import {
  alias,
  dropout as applyDropout,
  mean,
  noGrad,
  reference,
  type Shape,
  scope,
  sizeOf,
  sub,
  type Tensor,
  tensor,
} from '@thinned/tensor'
import { predict } from '@thinned/train'
import { wasm } from '@thinned/wasm'
import { afterAll, describe, expect, test } from 'vitest'

const backend = await wasm({ threads: 2 })
afterAll(() => backend.close())

let runs = 0
const counted = forSamples((x: Tensor) => {
  runs++
  return alias(x)
})
/** The identity, which counts the passes that reach it. */
const counter = (): Layer<'any', 'same'> => ({
  ...(plainLayer('counter', undefined) as Layer<'any', 'same'>),
  outputShape: (input) => input,
  forward: counted,
})
/** A layer that declares nothing. */
const own = (forward: (x: Tensor, pass: Pass) => Tensor): Layer<'any', 'same'> => ({ ...relu(), forward })

const SAMPLES = 6
const body = (): Layer => sequential(linear(8, 8), relu(), dropout({ keep: 0.7 }), linear(8, 3), counter())

const together: Readonly<Record<string, () => Layer>> = {
  'dropout first': () => sequential(dropout({ keep: 0.7 }), linear(8, 3), counter()),
  'more of them': () =>
    sequential(
      linear(8, 70),
      relu(),
      dropout({ keep: 0.5 }),
      linear(70, 8),
      dropout({ keep: 0.2, scale: 'evaluation' }),
      linear(8, 3),
      counter(),
    ),
  'dropout that keeps everything, and that keeps nothing': () =>
    sequential(dropout({ keep: 1 }), linear(8, 3), dropout({ keep: 0.5 }), dropout({ keep: 0 }), counter()),
  'a residual, whose input the samples have in common': () =>
    sequential(residual(linear(8, 8), relu(), dropout({ keep: 0.7 })), counter(), residual(linear(8, 8), relu())),
  'a shortcut before the first draw, and after': () => {
    const part = (): Layer => residual({ shortcut: linear(8, 8) }, linear(8, 8), dropout({ keep: 0.7 }))
    return sequential(part(), counter(), part())
  },
  'residuals that drop their branch for the whole batch': () =>
    sequential(residual(linear(8, 8), dropPath({ keep: 0.5, share: 'batch' })), batchNorm(8), counter()),
  'convolutions and channels': () =>
    sequential(
      conv2d(2, 4, { kernel: 1 }),
      relu(),
      channelDropout({ keep: 0.5 }),
      conv2d(4, 4, { kernel: 2 }),
      dropout({ keep: 0.5 }),
      flatten(),
      counter(),
    ),
  'one mask for all steps': () => sequential(lockedDropout({ keep: 0.5 }), linear(2, 3), flatten(), counter()),
}

const alone: Readonly<Record<string, () => Layer>> = {
  'noise that is drawn otherwise': () => sequential(dropout({ keep: 0.7 }), gaussianNoise({ std: 1 }), counter()),
  'alpha dropout': () => sequential(alphaDropout({ keep: 0.7 }), linear(8, 3), counter()),
  'masks of weights': () => sequential(dropConnect(linear(8, 3), { keep: 0.7 }), counter()),
  'a recurrent layer': () =>
    sequential(dropout({ keep: 0.7 }), lstm(2, 4, { recurrent: dropout({ keep: 0.7 }), returns: 'last' }), counter()),
  'an injected mask': () =>
    sequential(
      dropout({ keep: 0.5 }),
      dropout({ keep: 0.5, mask: tensor([[1], [0], [1]], { dtype: 'uint8' }) }),
      counter(),
    ),
  'a layer that reads the key of the pass': () =>
    sequential(
      dropout({ keep: 0.7 }),
      own((x, pass) =>
        pass.mode === 'sample' ? applyDropout(x, { key: pass.key, keep: 0.5, row: pass.row }) : alias(x),
      ),
      counter(),
    ),
  'a layer that mixes the rows': () =>
    sequential(
      dropout({ keep: 0.7 }),
      own((x) => scope(() => sub(x, mean(x)))),
      counter(),
    ),
  'a composition': () =>
    compose(
      { drop: dropout({ keep: 0.7 }), head: sequential(linear(8, 3), counter()) },
      (x, use) => use.head(use.drop(x)),
      {
        outputShape: () => [3],
      },
    ),
}

const shapeOf = (name: string): Shape =>
  name.startsWith('conv') ? [2, 2, 2] : name.startsWith('one mask') || name.startsWith('a recurrent') ? [4, 2] : [8]

describe.each([
  ...Object.entries(together).map(([name, build]) => [name, build, 1] as const),
  ...Object.entries(alone).map(([name, build]) => [name, build, SAMPLES] as const),
  ['a mixture', () => mixture([body(), body()], { task: 'regression' }) as unknown as Layer, 2] as const,
])('%s', (name, build, expected) => {
  const input = shapeOf(name)

  test.each([
    [reference, 3, 3, undefined],
    [backend, 3, 3, undefined],
    [backend, 7, 3, undefined],
    [backend, 3, 3, 'batch'],
  ] as const)(
    'samples have the bits of one alone: %o, %i rows in batches of %i, share %s',
    async (on, count, batchSize, share) => {
      if (name === 'an injected mask' && (on !== reference || share)) return
      const model = build()
      init(model, key(1), { backend: on })
      const shape = [count, ...input]
      const x = normal(key('x'), sizeOf(shape))
      const members =
        model.kind === 'mixture'
          ? Object.entries(model.children).map(([member, network]) => [[member], network] as const)
          : [[[] as string[], model] as const]
      const expectedData: number[] = []
      // A layer that mixes rows sees those of its batch.
      const size = name === 'a layer that mixes the rows' ? batchSize : count
      for (let sample = 0; sample < SAMPLES; sample++)
        for (let from = 0; from < count; from += size) {
          const [path, network] = members[sample % members.length]!
          const rows = Math.min(size, count - from)
          const row = share ? Array.from({ length: rows }, () => 0) : from
          const pass = createPass({ mode: 'sample', key: foldIn(key(7), sample), row }).at(...path)
          const part = x.slice((from * x.length) / count, ((from + rows) * x.length) / count)
          expectedData.push(
            ...scope(() =>
              noGrad(() => network.forward(tensor(part, { shape: [rows, ...input], backend: on }), pass).readSync()),
            ),
          )
        }
      const before = on.memory()
      const options = { task: 'regression', batchSize, backend: on } as const
      runs = 0
      await predict(model, { data: x, shape }, options)
      const runsOfFull = runs
      runs = 0
      const sampling = { ...options, samples: SAMPLES, key: key(7), everySample: true, ...(share ? { share } : {}) }
      const { samples } = await predict(model, { data: x, shape }, sampling)
      expect(samples!.data).toEqual(Float32Array.from(expectedData))
      expect(runs - runsOfFull).toBe(expected * Math.ceil(count / batchSize))
      expect(on.memory()).toEqual(before)
      expect(backend.fallbacks.size).toBe(0)
      disposeParams(model)
    },
  )
})

test('a batch that is wide runs one sample at a time', async () => {
  const model = sequential(dropout({ keep: 0.5 }), linear(8, 4096), counter(), linear(4096, 1))
  init(model, key(1), { backend })
  const inputs = { data: normal(key('x'), 8 * 200), shape: [200, 8] }
  runs = 0
  await predict(model, inputs, { task: 'regression', samples: 4, key: key(7), backend })
  expect(runs).toBe(1 + 4)
  disposeParams(model)
})

test('a stop, and an end that comes in a group, are seen between its samples', async () => {
  const model = sequential(dropout({ keep: 0.5 }), linear(8, 3), counter())
  init(model, key(1), { backend })
  const inputs = { data: normal(key('x'), 56), shape: [7, 8] }
  const options = { task: 'regression', key: key(7), backend } as const
  const before = backend.memory()
  const stop = new AbortController()
  const seen: number[] = []
  const onProgress = ({ done, passes }: { readonly done: number; readonly passes: number }): void => {
    seen.push(done, passes)
    if (done === 3) stop.abort(new Error('enough'))
  }
  await expect(predict(model, inputs, { ...options, samples: 9, signal: stop.signal, onProgress })).rejects.toThrow(
    'enough',
  )
  expect(seen).toEqual([1, 10, 2, 10, 3, 10])
  const { mean: means, sampleCounts } = await predict(model, inputs, { ...options, tolerance: 0.2, maxSamples: 200 })
  expect(Math.min(...sampleCounts!)).toBeLessThan(Math.max(...sampleCounts!))
  for (const [row, samples] of sampleCounts!.entries()) {
    const fixed = await predict(model, inputs, { ...options, samples })
    expect(means.data.slice(3 * row, 3 * row + 3)).toEqual(fixed.mean.data.slice(3 * row, 3 * row + 3))
  }
  expect(backend.memory()).toEqual(before)
  disposeParams(model)
})

test('a pass over several samples has no key of its own', () => {
  const one = createPass({ mode: 'sample', key: key(1) })
  const samples = { passes: [one, one], rows: 2 }
  const pass = createPass({ mode: 'sample', samples })
  expect(() => pass.at('dropout1').key).toThrow('each sample has its own')
  expect(pass.at('dropout1').samples!.pass(1).key).toEqual(one.at('dropout1').key)
  expect(() => createPass({ mode: 'train', samples })).toThrow('mode train')
  expect(() => createPass({ mode: 'sample', samples: { passes: [], rows: 2 } })).toThrow('passes: []')
})
