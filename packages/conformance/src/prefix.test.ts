import { dropConnect, dropout } from '@thinned/dropout'
import {
  compose,
  conv2d,
  createPass,
  disposeParams,
  flatten,
  init,
  type Layer,
  linear,
  lstm,
  mixture,
  plainLayer,
  relu,
  residual,
  sequential,
} from '@thinned/nn'
import { foldIn, key, normal } from '@thinned/rng'
import { add, alias, noGrad, reference, type Shape, scope, sizeOf, type Tensor, tensor } from '@thinned/tensor'
import { predict } from '@thinned/train'
import { wasm } from '@thinned/wasm'
import { afterAll, describe, expect, test } from 'vitest'

const backend = await wasm({ threads: 1 })
afterAll(() => backend.close())

let runs = 0
/** The identity, which counts its passes. */
const counter = (): Layer<'any', 'same'> => ({
  ...(plainLayer('counter', undefined) as Layer<'any', 'same'>),
  outputShape: (input) => input,
  forward(x) {
    runs++
    return alias(x)
  },
})

interface Model {
  readonly build: () => Layer
  readonly input: Shape
  /** How often the counter runs for each batch, whatever the number of samples, besides the pass of the full network. */
  readonly runs: number
}

const SAMPLES = 6
const body = (): Layer => sequential(linear(8, 8), counter(), relu(), dropout({ keep: 0.7 }), linear(8, 3))

const models: Readonly<Record<string, Model>> = {
  'dropout first': {
    build: () => sequential(dropout({ keep: 0.7 }), counter(), linear(8, 3)),
    input: [8],
    runs: SAMPLES,
  },
  'a product, relu and dropout in one kernel': {
    build: () => sequential(counter(), linear(8, 8), relu(), dropout({ keep: 0.7 }), linear(8, 3)),
    input: [8],
    runs: 1,
  },
  'a product and dropout, then more of them': {
    build: () =>
      sequential(linear(8, 8), counter(), linear(8, 8), dropout({ keep: 0.5 }), linear(8, 8), dropout({ keep: 0.5 })),
    input: [8],
    runs: 1,
  },
  'dropout that keeps everything before dropout that does not': {
    build: () => sequential(linear(8, 8), dropout({ keep: 1 }), counter(), linear(8, 3), dropout({ keep: 0.7 })),
    input: [8],
    runs: 1,
  },
  'a convolution': {
    build: () =>
      sequential(
        conv2d(1, 4, { kernel: 3 }),
        relu(),
        counter(),
        flatten(),
        linear(16, 8),
        dropout({ keep: 0.7 }),
        linear(8, 3),
      ),
    input: [4, 4, 1],
    runs: 1,
  },
  'chains in chains': {
    build: () =>
      sequential(
        sequential(sequential(linear(8, 8), relu()), linear(8, 8)),
        sequential(linear(8, 8), sequential(counter(), linear(8, 8), dropout({ keep: 0.7 }), linear(8, 3))),
      ),
    input: [8],
    runs: 1,
  },
  'a residual': {
    build: () => sequential(residual(linear(8, 8), counter(), relu(), dropout({ keep: 0.7 })), linear(8, 3)),
    input: [8],
    runs: 1,
  },
  'a recurrent layer with slots': {
    build: () =>
      sequential(linear(5, 8), counter(), lstm(8, 4, { recurrent: dropout({ keep: 0.7 }), returns: 'last' })),
    input: [6, 5],
    runs: 1,
  },
  'masks of weights': {
    build: () => sequential(counter(), linear(8, 8), relu(), dropConnect(linear(8, 3), { keep: 0.7 })),
    input: [8],
    runs: 1,
  },
  'a chain inside masks of its weights': {
    build: () => dropConnect(sequential(counter(), linear(8, 3)), { keep: 0.7, share: 'batch' }),
    input: [8],
    runs: SAMPLES,
  },
  'a composition of chains, one before dropout': {
    build: () =>
      compose(
        { first: sequential(linear(8, 8), counter()), second: body(), last: sequential(linear(3, 3), relu()) },
        (x: Tensor, use) => use.last(use.second(use.first(x))),
        { outputShape: () => [3] },
      ),
    input: [8],
    runs: 2,
  },
  'a chain that a composition runs twice, before dropout and after': {
    build: () =>
      compose(
        { twice: sequential(counter(), linear(8, 8)), drop: dropout({ keep: 0.7 }) },
        (x: Tensor, use) => add(use.drop(use.twice(x)), use.twice(use.drop(x))),
        { outputShape: () => [8] },
      ),
    input: [8],
    runs: 1 + SAMPLES,
  },
  'a mixture of networks with dropout': {
    build: () => mixture([body(), body()], { task: 'regression' }) as unknown as Layer,
    input: [8],
    runs: 2,
  },
}

describe.each(Object.entries(models))('%s', (_, { build, input, runs: expected }) => {
  const [count, batchSize] = [7, 3]
  const shape = [count, ...input]
  const x = normal(key('x'), sizeOf(shape))

  test.each([reference, backend])(
    'samples keep their bits, and what comes before the first draw runs once: %o',
    async (backend) => {
      const model = build()
      init(model, key(1), { backend })
      const members =
        model.kind === 'mixture'
          ? Object.entries(model.children).map(([name, member]) => [[name], member] as const)
          : [[[] as string[], model] as const]
      const alone = Array.from({ length: SAMPLES }, (_, sample) => {
        const [name, member] = members[sample % members.length]!
        const pass = createPass({ mode: 'sample', key: foldIn(key(7), sample) }).at(...name)
        return scope(() => noGrad(() => [...member.forward(tensor(x, { shape, backend }), pass).readSync()]))
      })
      const before = backend.memory()
      const options = { task: 'regression', batchSize, backend } as const
      runs = 0
      await predict(model, { data: x, shape }, options)
      const runsOfFull = runs
      runs = 0
      const sampling = { ...options, samples: SAMPLES, key: key(7), everySample: true }
      const { samples } = await predict(model, { data: x, shape }, sampling)
      expect(samples!.data).toEqual(Float32Array.from(alone.flat()))
      expect((runs - runsOfFull) / 3).toBe(expected)
      expect(backend.memory()).toEqual(before)
      disposeParams(model)
    },
  )
})

test('several inputs: the chain of each before the first draw runs once', async () => {
  type Inputs = { image: Tensor; table: Tensor }
  const model = compose(
    {
      image: sequential(linear(6, 4), counter(), relu()),
      table: sequential(linear(3, 4), counter(), dropout({ keep: 0.7 })),
      head: sequential(counter(), linear(4, 2)),
    },
    ({ image, table }: Inputs, use) => use.head(add(use.image(image), use.table(table))),
  )
  init(model, key(1))
  const inputs = {
    image: { data: normal(key(2), 24), shape: [4, 6] },
    table: { data: normal(key(3), 12), shape: [4, 3] },
  }
  const alone = Array.from({ length: SAMPLES }, (_, sample) => {
    const pass = createPass({ mode: 'sample', key: foldIn(key(7), sample) })
    const given = {
      image: tensor(inputs.image.data, { shape: inputs.image.shape }),
      table: tensor(inputs.table.data, { shape: inputs.table.shape }),
    }
    return noGrad(() => [...model.forward(given, pass).readSync()])
  })
  const options = { task: 'regression' } as const
  runs = 0
  await predict(model, inputs, options)
  const runsOfFull = runs
  runs = 0
  const { samples } = await predict(model, inputs, { ...options, samples: SAMPLES, key: key(7), everySample: true })
  expect(samples!.data).toEqual(Float32Array.from(alone.flat()))
  expect(runs - runsOfFull).toBe(1 + 1 + SAMPLES)
})

test('rows of a tolerance keep their bits, and nothing is left behind after a stop or an error', async () => {
  let breaks = false
  const fragile: Layer<'any', 'same'> = {
    ...counter(),
    ...(plainLayer('fragile', undefined) as Layer<'any', 'same'>),
    forward(x) {
      if (breaks) throw new Error('broken')
      return alias(x)
    },
  }
  const model = sequential(linear(8, 8), relu(), dropout({ keep: 0.7 }), fragile, linear(8, 3))
  init(model, key(1), { backend })
  const inputs = { data: normal(key('x'), 56), shape: [7, 8] }
  const options = { task: 'regression', key: key(7), batchSize: 3, backend } as const
  const { mean, sampleCounts } = await predict(model, inputs, { ...options, tolerance: 0.2, maxSamples: 40 })
  for (const [row, samples] of sampleCounts!.entries()) {
    const fixed = await predict(model, inputs, { ...options, samples })
    expect(mean.data.slice(3 * row, 3 * row + 3)).toEqual(fixed.mean.data.slice(3 * row, 3 * row + 3))
  }
  const before = backend.memory()
  const stop = new AbortController()
  const onProgress = ({ done }: { readonly done: number }): void => {
    if (done === 3) stop.abort(new Error('enough'))
  }
  await expect(predict(model, inputs, { ...options, samples: 9, signal: stop.signal, onProgress })).rejects.toThrow()
  const onSecond = ({ done }: { readonly done: number }): void => {
    breaks = done === 2
  }
  await expect(predict(model, inputs, { ...options, samples: 9, onProgress: onSecond })).rejects.toThrow('broken')
  expect(backend.memory()).toEqual(before)
  disposeParams(model)
})
