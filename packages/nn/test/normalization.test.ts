import { key } from '@thinned/rng'
import { assign, backward, mul, requireGrad, retain, scope, sum, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import fixture from '../fixtures/normalization.json' with { type: 'json' }
import { batchNorm, createPass, groupNorm, init, type Layer, layerNorm, type Mode } from '../src/index.ts'
import { expectClose } from './expect-close.ts'

const { shape, epsilon, momentum, parameters } = fixture
const float64 = (values: readonly number[], shape?: readonly number[]): Tensor =>
  tensor(Float64Array.from(values), shape ? { shape } : {})

function ready<L extends Layer>(layer: L): L {
  init(layer, key(1), { dtype: 'float64' })
  layer.params = { scale: requireGrad(float64(parameters.scale)), shift: requireGrad(float64(parameters.shift)) }
  return layer
}

/** A pass whose reports of state are written at its end, as the trainer does. */
function runPass(layer: Layer, mode: Mode, batch: readonly number[]) {
  const heard: Record<string, Tensor> = {}
  const pass = createPass({
    mode,
    key: key(1),
    onReport(_path, kind, value) {
      if (kind !== 'state') return
      for (const [name, made] of Object.entries(value as Record<string, Tensor>)) heard[name] = retain(made)
    },
  })
  const found = scope(() => {
    const { scale, shift } = layer.params as Record<'scale' | 'shift', Tensor>
    const x = requireGrad(float64(batch, shape))
    const y = layer.forward(x, pass)
    const gradients = backward(sum(mul(y, float64(fixture.weights, shape))), { x, scale, shift })
    return Object.fromEntries(Object.entries({ y, ...gradients }).map(([name, made]) => [name, made.readSync()]))
  })
  for (const [name, made] of Object.entries(heard)) {
    expect(made.requiresGrad).toBe(false)
    assign(layer.state[name] as Tensor, made)
  }
  return { ...found, heard: Object.keys(heard) } as Record<'y' | 'x' | 'scale' | 'shift', ArrayLike<number>> & {
    heard: string[]
  }
}

const names = ['y', 'x', 'scale', 'shift'] as const

test.each([
  ['layerNorm', layerNorm(4, { epsilon })],
  ['groupNorm', groupNorm(4, 2, { epsilon })],
] as const)('%s agrees with PyTorch in value and gradients, in every mode', (name, layer) => {
  ready(layer)
  for (const mode of ['train', 'evaluate', 'sample'] as const) {
    const found = runPass(layer, mode, fixture.batches[0]!)
    for (const part of names) expectClose(found[part], fixture[name][part])
    expect(found.heard).toEqual([])
  }
})

test('batchNorm agrees with PyTorch over two steps and in evaluation, statistics too', () => {
  const layer = ready(batchNorm(4, { epsilon, momentum }))
  for (const [step, expected] of fixture.batchNorm.train.entries()) {
    const found = runPass(layer, 'train', fixture.batches[step]!)
    for (const part of names) expectClose(found[part], expected[part])
    for (const part of ['mean', 'variance'] as const)
      expectClose((layer.state[part] as Tensor).readSync(), expected[part])
  }
  for (const mode of ['evaluate', 'sample'] as const) {
    const found = runPass(layer, mode, fixture.batches[0]!)
    for (const part of names) expectClose(found[part], fixture.batchNorm.evaluate[part])
    expect(found.heard).toEqual([])
  }
})

test.each([
  ['layerNorm', layerNorm(2), [1, 2]],
  ['groupNorm', groupNorm(2, 1), [1, 2]],
  ['groupNorm of images', groupNorm(2, 2), [2, 2]],
] as const)('%s: numbers whose squares overflow are normalized too, beside others', (_, layer, example) => {
  init(layer, key(1))
  const size = example[0] * example[1]
  const rowsOf = (...sizes: number[]): number[] =>
    sizes.flatMap((of) => Array.from({ length: size }, (_, i) => (i * 2 < size ? of : -of)))
  for (const [dtype, large] of [
    ['float32', [3e19, 3.4e38, 1.5]],
    ['float64', [1e160, 1.7e308, 1.5]],
  ] as const) {
    const shape = example[0] === 1 ? [3, 2] : [3, ...example]
    const [scaled, common] = [rowsOf(...large), rowsOf(1.5, 1.5, 1.5)].map((values) =>
      tensor(values, { shape, dtype, requiresGrad: true }),
    )
    const params = { scale: tensor([1, 1], { dtype }), shift: tensor([0, 0], { dtype }) }
    const run = (x: Tensor): Tensor => layer.forward(x, createPass({ mode: 'train' }), params)
    const [y, expected] = [run(scaled!).readSync(), run(common!).readSync()]
    for (const [i, value] of y.entries()) expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-5)
    // A row of ordinary size keeps its bits beside the large ones.
    expect(y.slice(2 * size)).toEqual(expected.slice(2 * size))
    const slopes = backward(sum(mul(run(scaled!), run(scaled!))), scaled!).readSync()
    expect([...slopes]).toSatisfy((all: number[]) => all.every((slope) => Math.abs(slope) < 1e-4))
  }
})

test('one value alone is not normalized', () => {
  expect(() => layerNorm(1)).toThrow('layerNorm was given 1 feature; one value less its mean is 0')
  const layer = groupNorm(4, 4)
  init(layer, key(1))
  const train = createPass({ mode: 'train' })
  expect(() => layer.forward(tensor([[1, 2, 3, 4]]), train)).toThrow(
    'groupNorm(4, 4) was given [batch, 4], one value in each group of an example',
  )
  expect(
    layer.forward(
      tensor([
        [
          [1, 2, 3, 4],
          [5, 6, 7, 8],
        ],
      ]),
      train,
    ).shape,
  ).toEqual([1, 2, 4])
})

test('what cannot be normalized, and settings that cannot be, are refused', () => {
  const layer = ready(batchNorm(4))
  const one = float64([1, 2, 3, 4], [1, 4])
  const train = createPass({ mode: 'train', key: key(1) })
  expect(() => layer.forward(one, train)).toThrow(
    'batchNorm(4) was given [1, 4] in training, 1 value of each feature; the variance of a batch takes two at least.',
  )
  expect(() => layer.forward(float64([], [0, 4]), train)).toThrow('0 values of each feature')
  expect(layer.forward(one, createPass({ mode: 'evaluate' })).shape).toEqual([1, 4])
  for (const momentum of [0, 1.1, Number.NaN]) expect(() => batchNorm(2, { momentum })).toThrow(`momentum ${momentum}`)
  expect(() => groupNorm(4, 3)).toThrow('3 groups for 4 features')
  for (const make of [layerNorm, batchNorm, (features: number, options = {}) => groupNorm(features, 1, options)]) {
    expect(() => make(0)).toThrow('was given 0 features')
    expect(() => make(3, { epsilon: 0 })).toThrow('epsilon 0')
  }
  const stateless = batchNorm(4)
  expect(() => stateless.forward(one, train, layer.params)).toThrow(
    'has no running statistics yet. Call init(model, key)',
  )
})
