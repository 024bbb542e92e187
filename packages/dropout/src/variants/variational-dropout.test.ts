import { createPass, init } from '@thinned/nn'
import { foldIn, key, normal } from '@thinned/rng'
import { backward, mean, mul, ones, scope, square, sub, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { variationalDropout } from './variational-dropout.ts'

const ALPHA = (1 - 0.7) / 0.7

test('outputs have the mean x·θ + b and the variance α·x²·θ²', () => {
  const layer = variationalDropout(3, 2, { keep: 0.7, examples: 10 })
  init(layer, key(1), { dtype: 'float64' })
  const weights = [...(layer.params['weight'] as Tensor).readSync()]
  const rows = 40_000
  const x = [0.5, -1, 2]
  const inputs = tensor(
    Float64Array.from({ length: 3 * rows }, (_, i) => x[i % 3]!),
    { shape: [rows, 3] },
  )
  const out = layer.forward(inputs, createPass({ mode: 'train', key: key(2) })).readSync()
  for (const unit of [0, 1]) {
    const own = Array.from({ length: rows }, (_, row) => out[2 * row + unit]!)
    const average = own.reduce((total, value) => total + value, 0) / rows
    const spread = own.reduce((total, value) => total + (value - average) ** 2, 0) / rows
    const center = x.reduce((total, value, j) => total + value * weights[2 * j + unit]!, 0)
    const variance = ALPHA * x.reduce((total, value, j) => total + (value * weights[2 * j + unit]!) ** 2, 0)
    // 6 standard deviations of the mean, and of the variance of normal numbers, 2·variance²/n.
    expect(Math.abs(average - center)).toBeLessThan(6 * Math.sqrt(variance / rows))
    expect(Math.abs(spread - variance)).toBeLessThan(6 * variance * Math.sqrt(2 / rows))
  }
})

test('the penalty is weights·D(α)/examples, and gradients reach the rate', () => {
  const layer = variationalDropout(3, 2, { keep: 0.7, examples: 10 })
  init(layer, key(1), { dtype: 'float64' })
  let penalty: Tensor | undefined
  const onReport = (_path: string, kind: string, value: unknown) => {
    if (kind === 'penalty') penalty = value as Tensor
    if (kind === 'keep') expect(value).toBeCloseTo(0.7, 12)
  }
  layer.forward(ones([1, 3], { dtype: 'float64' }), createPass({ mode: 'train', key: key(2), onReport }))
  const divergence = -0.5 * Math.log(ALPHA) - 1.16145124 * ALPHA + 1.50204118 * ALPHA ** 2 - 0.58629921 * ALPHA ** 3
  expect(penalty!.readSync()[0]).toBeCloseTo((6 * divergence) / 10, 10)
  expect(backward(penalty!, layer.params['rate'] as Tensor).readSync()[0]).toBeGreaterThan(0)
  for (const keep of [0, 0.5, 1]) expect(() => variationalDropout(3, 2, { keep, examples: 1 })).toThrow(`keep ${keep}`)
})

/**
 * The variance of the gradient of a squared loss, summed over the weights of one unit, for three ways to draw: outputs, weights for each
 * example, weights for all (Kingma et al. 2015, table 1, which orders them so).
 */
test('drawing outputs gives a smaller variance than drawing weights for each example, and that one than weights for all', () => {
  const [examples, inputs, draws] = [64, 10, 400]
  const x = normal(key('x'), examples * inputs)
  const y = normal(key('y'), examples)
  const layer = variationalDropout(inputs, 1, { keep: 0.7, examples })
  init(layer, key(1), { dtype: 'float64' })
  const theta = layer.params['weight'] as Tensor
  const w = [...theta.readSync()]
  const [given, targets] = [
    tensor(Float64Array.from(x), { shape: [examples, inputs] }),
    tensor(Float64Array.from(y), { shape: [examples, 1] }),
  ]
  const byOutputs = (draw: number): ArrayLike<number> =>
    scope(() => {
      const out = layer.forward(given, createPass({ mode: 'sample', key: foldIn(key(3), draw) }))
      return backward(mul(mean(square(sub(out, targets))), 0.5), theta)
    }).readSync()
  const byWeights =
    (shared: boolean) =>
    (draw: number): ArrayLike<number> => {
      const noise = normal(foldIn(key(4), draw), examples * inputs)
      const factor = (i: number, j: number) => 1 + Math.sqrt(ALPHA) * noise[shared ? j : i * inputs + j]!
      const gradient = new Float64Array(inputs)
      for (let i = 0; i < examples; i++) {
        let out = -y[i]!
        for (let j = 0; j < inputs; j++) out += x[i * inputs + j]! * w[j]! * factor(i, j)
        for (let j = 0; j < inputs; j++) gradient[j]! += (out * x[i * inputs + j]! * factor(i, j)) / examples
      }
      return gradient
    }
  const [local, separate, single] = [byOutputs, byWeights(false), byWeights(true)].map((gradientOf) => {
    const all = Array.from({ length: draws }, (_, draw) => gradientOf(draw))
    let variance = 0
    for (let j = 0; j < inputs; j++) {
      const average = all.reduce((total, gradient) => total + gradient[j]!, 0) / draws
      variance += all.reduce((total, gradient) => total + (gradient[j]! - average) ** 2, 0) / draws
    }
    return variance
  }) as [number, number, number]
  expect(local).toBeLessThan(separate)
  expect(separate).toBeLessThan(single / 2)
})
