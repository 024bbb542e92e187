import type { Dataset } from '@thinned/data'
import { dropout } from '@thinned/dropout'
import { compose, flattenParams, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key, normal } from '@thinned/rng'
import { type Backend, reference, relu as reluOf, type Tensor } from '@thinned/tensor'
import { adam, averaging, constraints, type FitOptions, fit, sgd } from '@thinned/train'
import type { OptimizerCases } from '@thinned/train/test/cases'
import { casesOf } from '@thinned/train/test/cases-of'
import { wasm } from '@thinned/wasm'
import { afterAll, describe, expect, test } from 'vitest'

/** Steps that take the gradient of a weight on their way leave the bits of steps along a gradient that was computed before. */
const threads = [await wasm({ threads: 1, revectorize: false }), await wasm({ threads: 2 })]
const backends: readonly (readonly [string, Backend])[] = [
  ['reference', reference],
  ['wasm, 1 thread, 128 bits', threads[0]!],
  ['wasm, 2 threads', threads[1]!],
]
afterAll(() => {
  for (const backend of threads) backend.close()
})

const fused = ['adamStepOfProduct', 'momentumStepOfProduct', 'scaledSumOfProduct'] as const

/** The backend as it is, with a count of the steps that took a product on their way, and the backend without kernels for them. */
function withAndWithout(backend: Backend): { with: Backend; without: Backend; taken: () => number } {
  let steps = 0
  const changed = (replace: (kernel: (...args: never[]) => void) => unknown): Backend => {
    const kernels: object = Object.create(backend.kernels)
    for (const name of fused)
      Object.defineProperty(kernels, name, { get: () => replace(backend.kernels[name] as (...args: never[]) => void) })
    return Object.create(backend, { kernels: { value: kernels } })
  }
  const counting = changed((kernel) => (...args: never[]) => {
    steps++
    kernel(...args)
  })
  const without = changed(() => undefined)
  Object.defineProperty(without.kernels, 'productBound', { value: undefined })
  return { with: counting, without, taken: () => steps }
}

const ROWS = 45
const inputs = { data: normal(key('inputs'), ROWS * 130), shape: [ROWS, 130] }
const targets = { data: Int32Array.from({ length: ROWS }, (_, i) => i % 3), shape: [ROWS] }
const train: Dataset = { name: 'normal', inputs, targets, classes: 3 }

/** The first layer's inputs have no zeros, and most of the second's are 0. */
const chain = (): Layer =>
  sequential(linear(130, 125), relu(), dropout({ keep: 0.5 }), linear(125, 111), relu(), linear(111, 3)) as Layer
const shared = (): Layer =>
  compose({ first: linear(130, 125), again: linear(125, 125), last: linear(125, 3) }, (x: Tensor, use) =>
    use.last(reluOf(use.again(reluOf(use.again(reluOf(use.first(x))))))),
  ) as unknown as Layer

async function train3(backend: Backend, options: Partial<FitOptions>, model: Layer) {
  const { history } = await fit(model, {
    data: { train },
    loss: 'crossEntropy',
    epochs: 1,
    batchSize: 20,
    optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
    key: key('fit'),
    backend,
    ...options,
  })
  const params = Object.entries(flattenParams(model.params)).map(([path, held]) => [path, held.readSync()])
  for (const held of Object.values(flattenParams(model.params))) held.dispose()
  return { history: history.map(({ loss, thinnedLoss }) => [loss, thinnedLoss]), params }
}

const optimizers = (await casesOf<OptimizerCases>('optimizers')).flatMap(([, { trajectories }]) =>
  Object.entries(trajectories),
)

/** Options of `fit`, the model, and whether a step can take a gradient on its way. */
const runs: Record<string, readonly [Partial<FitOptions>, () => Layer, boolean]> = {
  clipNorm: [{ clipNorm: 0.1 }, chain, false],
  accumulate: [{ accumulate: 2 }, chain, true],
  l2: [{ l2: 0.01 }, chain, false],
  l1: [{ l1: 0.01 }, chain, false],
  averaging: [{ averaging: averaging.ema({ decay: 0.9 }) }, chain, true],
  constraint: [{ constraint: constraints.maxNorm(0.7) }, chain, true],
  'frozen parameters': [{ groups: [{ match: 'linear1/*', frozen: true }] }, chain, true],
  'a layer used twice': [{ optimizer: adam() }, shared, true],
}

describe.each(backends)('%s', (_, backend) => {
  const before = backend.memory()
  test.each(optimizers)('%s', async (_, make) => {
    const sides = withAndWithout(backend)
    const found = await train3(sides.with, { optimizer: make() }, chain())
    expect(found).toEqual(await train3(sides.without, { optimizer: make() }, chain()))
    expect(sides.taken() > 0).toBe(!make().stateNames.includes('mean') || make().stateNames.includes('variance'))
  })
  test.each(Object.entries(runs))('with %s', async (_, [options, model, takes]) => {
    const sides = withAndWithout(backend)
    expect(await train3(sides.with, options, model())).toEqual(await train3(sides.without, options, model()))
    expect(sides.taken() > 0).toBe(takes)
  })
  test('nothing is left behind, and nothing fell back', () => {
    expect(backend.memory()).toEqual(before)
    expect([...backend.fallbacks]).toEqual([])
  })
})
