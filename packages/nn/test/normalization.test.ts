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
      expect(kind).toBe('state')
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

test('what cannot be normalized, and settings that cannot be, are refused', () => {
  const layer = ready(batchNorm(4))
  const one = float64([1, 2, 3, 4], [1, 4])
  const train = createPass({ mode: 'train', key: key(1) })
  expect(() => layer.forward(one, train)).toThrow(
    'batchNorm(4) was given [1, 4] in training, 1 value of each feature; the variance of a batch takes two at least.',
  )
  expect(() => layer.forward(float64([], [0, 4]), train)).toThrow('0 values of each feature')
  expect(layer.forward(one, createPass({ mode: 'evaluate' })).shape).toEqual([1, 4])
  for (const momentum of [0, 1.1, Number.NaN]) expect(() => batchNorm(2, { momentum })).toThrow(`momentum: ${momentum}`)
  expect(() => groupNorm(4, 3)).toThrow('3 groups for 4 features')
  for (const make of [layerNorm, batchNorm, (features: number, options = {}) => groupNorm(features, 1, options)]) {
    expect(() => make(0)).toThrow('was given 0 features')
    expect(() => make(3, { epsilon: 0 })).toThrow('epsilon: 0')
  }
  const stateless = batchNorm(4)
  expect(() => stateless.forward(one, train, layer.params)).toThrow(
    'has no running statistics yet. Call init(model, key)',
  )
})
