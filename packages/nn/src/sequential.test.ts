import { key } from '@thinned/rng'
import { backward, noGrad, reference, scope, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import {
  createPass,
  disposeParams,
  flatten,
  flattenParams,
  init,
  initializers,
  isInitialized,
  linear,
  losses,
  relu,
  sequential,
  sigmoid,
  summary,
  tanh,
} from './index.ts'

const evaluate = createPass({ mode: 'evaluate' })

test('paths are kind and ordinal, or the name given, and are unique', () => {
  const model = sequential(flatten(), linear(4, 3), relu(), linear(3, 3, { name: 'middle' }), relu(), linear(3, 2))
  init(model, key(1))
  expect(Object.keys(flattenParams(model.params))).toEqual([
    'linear1/weight',
    'linear1/bias',
    'middle/weight',
    'middle/bias',
    'linear3/weight',
    'linear3/bias',
  ])
  expect(() => sequential(relu({ name: 'a' }), tanh({ name: 'a' }))).toThrow('two layers named a; names are unique')
  expect(() => sequential(relu({ name: 'a/b' }))).toThrow('holds no slash')
})

test('a parameter depends on the key and its path alone', () => {
  const small = sequential(linear(4, 3), linear(3, 2))
  const large = sequential(flatten(), linear(4, 3), tanh(), linear(3, 2))
  init(small, key(5))
  init(large, key(5))
  const [a, b] = [flattenParams(small.params), flattenParams(large.params)]
  for (const path of Object.keys(a)) expect(b[path]!.readSync()).toEqual(a[path]!.readSync())
  expect(a['linear1/weight']!.readSync()).not.toEqual(a['linear2/weight']!.readSync())
  expect(() => init(small, key(5))).toThrow('has its parameters already')
})

test('initializers have the spread that they state', () => {
  const std = (values: ArrayLike<number>) =>
    Math.sqrt(Array.from(values).reduce((sum, v) => sum + v * v, 0) / values.length)
  const weight = (initializer?: ReturnType<typeof initializers.glorot>) => {
    const layer = linear(200, 100, initializer ? { weight: initializer } : {})
    init(layer, key(9))
    return (layer.params as { weight: ReturnType<typeof tensor> }).weight.readSync()
  }
  // 20,000 draws: a relative deviation of 0.02 is four standard errors.
  expect(std(weight()) / Math.sqrt(2 / 200)).toBeCloseTo(1, 1.6)
  expect(std(weight(initializers.glorot())) / Math.sqrt(2 / 300)).toBeCloseTo(1, 1.6)
  expect(std(weight(initializers.normal(0.03))) / 0.03).toBeCloseTo(1, 1.6)
  expect(Math.max(...weight(initializers.glorot()))).toBeLessThanOrEqual(Math.fround(Math.sqrt(6 / 300)))
  expect(() => initializers.normal(-1)).toThrow('normal was given the standard deviation -1')
})

test('losses by hand', () => {
  const logits = tensor(
    [
      [Math.log(3), 0],
      [0, 0],
    ],
    { dtype: 'float64' },
  )
  expect(losses.crossEntropy(logits, tensor([0, 1], { dtype: 'int32' })).readSync()[0]).toBeCloseTo(
    (Math.log(4 / 3) + Math.log(2)) / 2,
    12,
  )
  expect(losses.mse(tensor([[1, 2]]), tensor([[0, 4]])).readSync()[0]).toBe(2.5)
  expect(() => losses.crossEntropy(logits, tensor([0, 2], { dtype: 'int32' }))).toThrow(
    'Label 1 is 2; with 2 logits per example',
  )
  expect(() => losses.crossEntropy(logits, tensor([0, 1]))).toThrow('int32 labels [batch, …]')
  expect(() => losses.mse(tensor([1]), tensor([1, 2]))).toThrow('of one shape')
})

test('gradients of a network agree with central differences in float64', () => {
  const model = sequential(
    linear(3, 4, { weight: initializers.glorot() }),
    tanh(),
    linear(4, 4),
    sigmoid(),
    linear(4, 2),
    relu(),
    linear(2, 3),
  )
  init(model, key(3), { dtype: 'float64' })
  const x = tensor(
    [
      [0.3, -0.2, 0.9],
      [1.2, 0.1, -0.7],
    ],
    { dtype: 'float64' },
  )
  const labels = tensor([2, 0], { dtype: 'int32' })
  const params = flattenParams(model.params)
  const loss = () => scope(() => losses.crossEntropy(model.forward(x, evaluate), labels))
  const gradients = backward(loss(), params)
  const step = 1e-5
  let largest = 0
  for (const [path, parameter] of Object.entries(params)) {
    const values = parameter.readSync()
    const exact = gradients[path]!.readSync()
    for (let i = 0; i < values.length; i++) {
      const at = (value: number) => {
        parameter.backend.write(parameter.buffer.storage, values.with(i, value) as Float64Array)
        return noGrad(loss).readSync()[0]!
      }
      const difference = (at(values[i]! + step) - at(values[i]! - step)) / (2 * step)
      largest = Math.max(largest, Math.abs(exact[i]!))
      expect(Math.abs(exact[i]! - difference)).toBeLessThan(1e-9)
      at(values[i]!)
    }
  }
  expect(largest).toBeGreaterThan(0.01)
})

test('fused and separate layers give the same bits, forward and backward', () => {
  const model = sequential(linear(5, 7), relu(), linear(7, 3), relu())
  init(model, key(4))
  const x = tensor(Array.from({ length: 6 }, (_, i) => Array.from({ length: 5 }, (_, j) => Math.sin(5 * i + j))))
  const labels = tensor([0, 1, 2, 0, 1, 2], { dtype: 'int32' })
  const run = (forward: () => ReturnType<typeof tensor>) => {
    const output = forward()
    const values = output.readSync()
    const gradients = backward(losses.crossEntropy(output, labels), flattenParams(model.params))
    return [values, ...Object.values(gradients).map((gradient) => gradient.readSync())]
  }
  const separate = () =>
    Object.entries(model.children).reduce((value, [name, layer]) => layer.forward(value, evaluate.at(name)), x)
  expect(run(() => model.forward(x, evaluate))).toEqual(run(separate))
})

test('forward reads its weights from the argument alone', () => {
  const model = sequential(linear(1, 1))
  init(model, key(0))
  const params = { linear1: { weight: tensor([[3]]), bias: tensor([0.5]) } }
  expect(model.forward(tensor([[2]]), evaluate, params).readSync()).toEqual(Float32Array.of(6.5))
})

test('what is missing or does not fit is refused with a sentence', () => {
  const model = sequential(linear(3, 2))
  expect(isInitialized(model)).toBe(false)
  expect(() => model.forward(tensor([[1, 2, 3]]), evaluate)).toThrow(
    'linear(3, 2) has no parameters yet. Call init(model, key) first',
  )
  init(model, key(0))
  expect(() => model.forward(tensor([[1, 2]]), evaluate)).toThrow(
    'linear(3, 2) takes [batch, 3], but was given [batch, 2]',
  )
  expect(() => linear(0, 2)).toThrow('linear was given 0 inputs; it takes an integer from 1.')
  expect(() => evaluate.key).toThrow('A key was asked for in an evaluation pass, where nothing is drawn.')
  expect(() => createPass({ mode: 'train' }).at('x').key).toThrow('A train pass without a key was asked for one.')
})

test('the table of a model', () => {
  expect(summary(sequential(flatten(), linear(784, 256), relu(), linear(256, 10)), [28, 28, 1])).toBe(
    [
      'layer     output  parameters  keep',
      'flatten1  784              0',
      'linear1   256        200,960',
      'relu1     256              0',
      'linear2   10           2,570',
      'total                203,530',
    ].join('\n'),
  )
})

test('the layers inside a layer stand below it, and are counted once', () => {
  const block = sequential(linear(4, 8, { bias: false }), relu())
  expect(`\n${summary(sequential(block, linear(8, 2)), [4])}`).toBe(`
layer        output  parameters  keep
sequential1  8               32
  linear1    8               32
  relu1      8                0
linear1      2               18
total                        50`)
})

test('nothing is left behind but the parameters, and those can be dropped', () => {
  const before = reference.memory().buffers
  const model = sequential(linear(3, 4), relu(), linear(4, 2))
  init(model, key(0))
  const [x, labels] = [tensor([[1, 2, 3]]), tensor([1], { dtype: 'int32' })]
  scope(() => {
    backward(losses.crossEntropy(model.forward(x, evaluate), labels), flattenParams(model.params))
  })
  disposeParams(model)
  x.dispose()
  labels.dispose()
  expect(reference.memory().buffers).toBe(before)
})
