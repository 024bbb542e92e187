import { createPass, init, type Layer, linear, plainLayer, relu, sequential } from '@thinned/nn'
import { key, uniform } from '@thinned/rng'
import {
  add,
  backward,
  matmul,
  mul,
  noGrad,
  ones,
  randomNormal,
  randomUniform,
  reference,
  requireGrad,
  scope,
  sigmoid,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  where,
} from '@thinned/tensor'
import { expect, test } from 'vitest'
import { dropout } from './dropout.ts'
import { standout } from './standout.ts'

const train = (k = key(7), row = 0) => createPass({ mode: 'train', key: k, row })
const evaluate = createPass({ mode: 'evaluate' })
const float64 = { dtype: 'float64' } as const

/** A gate that is not at its beginning, around linear and relu. */
function ready(inputs: number, units: number) {
  const layer = standout(inputs, { keep: 0.4 }, sequential(linear(inputs, units), relu()))
  init(layer, key(1), float64)
  const gateWeight = randomNormal(key(2), [inputs, units], float64)
  const gateBias = randomNormal(key(3), [units], float64)
  return { layer, params: { ...layer.params, gateWeight, gateBias } }
}

test('a unit is kept where a uniform number is below its own π, which depends on the input', () => {
  const { layer, params } = ready(5, 8)
  const x = randomNormal(key('x'), [40, 5], float64)
  const inner = layer.children['layer']!.forward(x, evaluate).readSync()
  const odds = sigmoid(add(matmul(x, params.gateWeight), params.gateBias)).readSync()
  const pass = train()
  const draws = uniform(foldedMask(pass), 40 * 8)
  const out = layer.forward(x, pass, params).readSync()
  expect([...out]).toEqual([...inner].map((value, i) => (draws[i]! < odds[i]! ? value : 0)))
  expect(new Set(odds).size).toBe(320)
  const full = layer.forward(x, evaluate, params).readSync()
  full.forEach((value, i) => {
    expect(value).toBeCloseTo(inner[i]! * odds[i]!, 14)
  })
})

test('the gradient is that of f(x)·m + f·π(x), straight through the mask', () => {
  const { layer, params } = ready(3, 4)
  const x = randomNormal(key('x'), [6, 3], float64)
  const inner = params as unknown as { layer: { linear1: { weight: Tensor; bias: Tensor } } }
  const { weight, bias } = inner.layer.linear1
  const f = noGrad(() => layer.children['layer']!.forward(x, evaluate))
  const odds = sigmoid(add(matmul(x, params.gateWeight), params.gateBias))
  const draws = randomUniform(foldedMask(train()), [6, 4], float64)
  const mask = tensor(
    Uint8Array.from(draws.readSync(), (u, i) => (u < odds.readSync()[i]! ? 1 : 0)),
    { shape: [6, 4] },
  )
  const surrogate = (input: Tensor, w: Tensor, b: Tensor, gateWeight: Tensor, gateBias: Tensor): Tensor => {
    const own = layer.children['layer']!.forward(input, evaluate, { linear1: { weight: w, bias: b } })
    return add(where(mask, own, 0), mul(f, sigmoid(add(matmul(input, gateWeight), gateBias))))
  }
  const ours = (input: Tensor, w: Tensor, b: Tensor, gateWeight: Tensor, gateBias: Tensor): Tensor =>
    layer.forward(input, train(), { layer: { linear1: { weight: w, bias: b } }, gateWeight, gateBias })
  const at = [x, weight, bias, params.gateWeight, params.gateBias]
  const weights = randomNormal(key('weights'), [6, 4], float64)
  const gradients = [surrogate, ours].map((of) => {
    const leaves = at.map((value) => requireGrad(tensor(value.readSync(), { shape: value.shape })))
    return backward(sum(mul(of(leaves[0]!, leaves[1]!, leaves[2]!, leaves[3]!, leaves[4]!), weights)), leaves)
  })
  gradients[0]!.forEach((expected, i) => {
    const actual = gradients[1]![i]!.readSync()
    expected.readSync().forEach((value, j) => {
      expect(actual[j]).toBeCloseTo(value, 12)
    })
  })
})

test('it begins as Bernoulli(keep) unit by unit, and reports the mean keep', () => {
  const layer = standout(16, { drop: 0.3 })
  init(layer, key(1))
  const keeps: unknown[] = []
  const onReport = (_path: string, kind: string, value: unknown) => keeps.push([kind, value])
  layer.forward(ones([4, 16]), createPass({ mode: 'train', key: key(1), onReport }))
  expect(keeps).toEqual([['keep', expect.closeTo(0.7, 6)]])
  const out = layer.forward(ones([4096, 16]), train()).readSync()
  // 65,536 draws and 8 pairs of neighbors: each within 6 standard deviations, broken by chance once in 5·10^8.
  const n = out.length
  const centered = Float64Array.from(out, (value) => (value - 0.7) / Math.sqrt(0.21))
  for (const shift of [0, 1, 2, 8, 16, 32, 64, 1024]) {
    let total = 0
    for (let i = 0; i + shift < n; i++) total += shift === 0 ? centered[i]! : centered[i]! * centered[i + shift]!
    expect(Math.abs(total) / Math.sqrt(n - shift)).toBeLessThan(6)
  }
})

test("before it learns it is dropout in the paper's own form, up to the draws", () => {
  const layer = standout(6, { keep: 0.7 })
  init(layer, key(1), float64)
  const paper = dropout({ keep: 0.7, scale: 'evaluation' })
  const x = randomNormal(key('x'), [50, 6], float64)
  const expected = paper.forward(x, evaluate).readSync()
  layer
    .forward(x, evaluate)
    .readSync()
    .forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 14)
    })
  const values = [layer, paper].map((each) => new Set(each.forward(ones([50, 6], float64), train()).readSync()))
  expect(values).toEqual([new Set([0, 1]), new Set([0, 1])])
})

test('dropping is a select: Inf and NaN behind the layer inside are left behind where it drops', () => {
  const values = [Infinity, -Infinity, Number.NaN, 1]
  const wild: Layer<4, 4> = {
    ...(plainLayer('wild', undefined) as Layer<4, 4>),
    outputShape: (input) => input,
    forward: (x) =>
      tensor(
        Float32Array.from({ length: x.size }, (_, i) => values[i % 4]!),
        { shape: x.shape },
      ),
  }
  const layer = standout(4, { keep: 0.5 }, wild)
  init(layer, key(1))
  const draws = uniform(foldedMask(train()), 40)
  const out = layer.forward(ones([10, 4]), train()).readSync()
  expect(out).toEqual(Float32Array.from(draws, (u, i) => (u < 0.5 ? values[i % 4]! : 0)))
  expect(out).toContain(0)
})

test('it learns to keep the unit that helps and to drop the one that harms, where a fixed keep cannot', () => {
  const layer = standout(2, { keep: 0.5 })
  init(layer, key(1), float64)
  const loss = (step: number): number => {
    const x = randomNormal(key(`x${step}`), [64, 2], float64)
    const target = matmul(x, tensor([[1], [0]], float64))
    const pass = createPass({ mode: 'train', key: key(`step${step}`) })
    const error = sub(matmul(layer.forward(x, pass), ones([2, 1], float64)), target)
    const value = sum(square(error))
    const { gateWeight, gateBias } = layer.params as { gateWeight: Tensor; gateBias: Tensor }
    const [weight, bias] = backward(value, [gateWeight, gateBias])
    layer.params = { gateWeight: moved(gateWeight, weight!), gateBias: moved(gateBias, bias!) }
    return value.readSync()[0]! / 64
  }
  const first = loss(0)
  for (let step = 1; step < 200; step++) loss(step)
  const odds = sigmoid((layer.params as { gateBias: Tensor }).gateBias).readSync()
  expect(odds[0]).toBeGreaterThan(0.9)
  expect(odds[1]).toBeLessThan(0.1)
  expect(loss(200)).toBeLessThan(first / 4)
})

test('a step leaves nothing behind', () => {
  const { layer, params } = ready(5, 8)
  const x = randomNormal(key('x'), [6, 5], float64)
  const leaf = requireGrad(params.gateWeight)
  const before = reference.memory()
  scope(() => void backward(sum(layer.forward(x, train(), params)), leaf))
  layer.forward(x, evaluate, params).dispose()
  expect(reference.memory()).toEqual(before)
})

test('what cannot be is refused with a sentence', () => {
  for (const keep of [0, 1]) expect(() => standout(3, { keep })).toThrow(`was given keep ${keep}; keep is learned`)
  expect(() => standout(0, { keep: 0.5 })).toThrow('standout was given 0 inputs')
  expect(() => standout(3, { keep: 0.5 }, linear(4, 2) as unknown as Layer<3, 2>)).toThrow('linear(4, 2) takes')
  const split: Layer<6, 'any'> = { ...(relu() as unknown as Layer<6, 'any'>), outputShape: () => [2, 3] }
  expect(() => standout(6, { keep: 0.5 }, split as never)).toThrow('a relu that makes [2, 3] of 6 features')
  expect(() => standout(3, { keep: 0.5 }).forward(ones([1, 3]), evaluate)).toThrow('no parameters yet')
  const layer = standout(3, { keep: 0.5 })
  init(layer, key(1))
  expect(() => layer.forward(ones([2, 4]), evaluate)).toThrow(
    'standout(3) takes [batch, …, 3], but was given [batch, 4]',
  )
})

/** The key that the layer draws from. */
function foldedMask(pass: ReturnType<typeof train>) {
  return pass.at('mask').key
}

/** A leaf after a step of gradient descent. */
function moved(weight: Tensor, gradient: Tensor): Tensor {
  const values = gradient.readSync()
  return tensor(
    Float64Array.from(weight.readSync(), (value, i) => value - (0.5 / 64) * values[i]!),
    { shape: weight.shape, requiresGrad: true },
  )
}
