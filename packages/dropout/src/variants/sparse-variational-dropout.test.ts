import { createPass, init, linear } from '@thinned/nn'
import { key } from '@thinned/rng'
import { assign, ones, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { pruned, sparseVariationalDropout } from './sparse-variational-dropout.ts'

const evaluate = createPass({ mode: 'evaluate' })

test('evaluation leaves out weights with ln α of 3 and more, and the report counts them', async () => {
  const layer = sparseVariationalDropout(4, 1, { examples: 10 })
  init(layer, key(1), { dtype: 'float64' })
  const [weight, logVariance] = [layer.params['weight'], layer.params['logVariance']] as [Tensor, Tensor]
  assign(weight, tensor(Float64Array.of(1, 1, 1, 0), { shape: [4, 1] }))
  assign(logVariance, tensor(Float64Array.of(-4, 2.9, 3.1, -4), { shape: [4, 1] }))
  expect(layer.forward(tensor(Float64Array.of(1, 10, 100, 1000), { shape: [1, 4] }), evaluate).readSync()).toEqual(
    Float64Array.of(11),
  )
  expect(await pruned(layer)).toEqual({ weights: 4, pruned: 2 })
})

test('the penalty is Σ D(ln α)/examples: near 0 for weights of noise alone, half of −ln α for sure ones', () => {
  const D = (ratio: number) => {
    const known = 0.63576 / (1 + Math.exp(-(1.8732 + 1.48695 * ratio)))
    return 0.63576 - known + 0.5 * Math.log1p(Math.exp(-ratio))
  }
  for (const ratio of [-6, 0, 6]) {
    const layer = sparseVariationalDropout(2, 3, { examples: 10, std: Math.exp(ratio / 2) })
    init(layer, key(1), { dtype: 'float64' })
    assign(layer.params['weight'] as Tensor, ones([2, 3], { dtype: 'float64' }))
    let penalty = Number.NaN
    const onReport = (_path: string, kind: string, value: unknown) => {
      if (kind === 'penalty') penalty = (value as Tensor).readSync()[0]!
    }
    layer.forward(ones([1, 2], { dtype: 'float64' }), createPass({ mode: 'train', key: key(2), onReport }))
    expect(penalty).toBeCloseTo((6 * D(ratio)) / 10, 10)
  }
  expect(D(20)).toBeLessThan(1e-8)
})

test('what is none of its layers, and settings that cannot be, are refused', async () => {
  await expect(pruned(linear(2, 2))).rejects.toThrow('pruned was given a linear without parameters')
  expect(() => sparseVariationalDropout(2, 2, { examples: 10, std: 0 })).toThrow('std 0; it takes')
  expect(() => sparseVariationalDropout(0, 2, { examples: 10 })).toThrow('given 0 inputs')
  expect(() => sparseVariationalDropout(2, 2, { examples: 10, threshold: Number.NaN })).toThrow('threshold NaN')
})
