import { createPass, init, linear, sequential, summary } from '@thinned/nn'
import { key } from '@thinned/rng'
import { backward, ones, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { concreteDropout } from './concrete-dropout.ts'

/** What a training pass reports. */
function reports(layer: ReturnType<typeof concreteDropout>, x: Tensor): Record<string, unknown> {
  const seen: Record<string, unknown> = {}
  const onReport = (_path: string, kind: string, value: unknown) => {
    seen[kind] = value
  }
  layer.forward(x, createPass({ mode: 'train', key: key(1), onReport }))
  return seen
}

test('the penalty is l²‖W‖²/(2·keep·N) − features·H(keep)/N, and pulls keep toward ½ where data are few', () => {
  for (const keep of [0.3, 0.9]) {
    const layer = concreteDropout({ keep, examples: 50, lengthScale: 2 }, linear(3, 4))
    init(layer, key(2), { dtype: 'float64' })
    const weights = (layer.params as { layer: { weight: Tensor } }).layer.weight
    const squares = [...weights.readSync()].reduce((total, weight) => total + weight * weight, 0)
    const { keep: reported, penalty } = reports(layer, ones([5, 3], { dtype: 'float64' })) as {
      keep: number
      penalty: Tensor
    }
    const entropy = -keep * Math.log(keep) - (1 - keep) * Math.log(1 - keep)
    expect(reported).toBeCloseTo(keep, 12)
    expect(penalty.readSync()[0]).toBeCloseTo((4 * squares) / (2 * keep * 50) - (3 * entropy) / 50, 12)
  }
  const alone = concreteDropout({ keep: 0.9, examples: 50 })
  init(alone, key(2), { dtype: 'float64' })
  const { penalty } = reports(alone, ones([5, 3], { dtype: 'float64' })) as { penalty: Tensor }
  expect(backward(penalty, alone.params['logit'] as Tensor).readSync()[0]).toBeGreaterThan(0)
})

test('the layer inside has its own path, and evaluation is that layer alone', () => {
  const model = sequential(concreteDropout({ keep: 0.8, examples: 10 }, linear(2, 3)))
  init(model, key(1))
  expect(summary(model, [2])).toContain('concreteDropout1')
  const x = tensor([[1, 2]])
  const inner = linear(2, 3)
  inner.params = (model.params as { concreteDropout1: { layer: typeof inner.params } }).concreteDropout1.layer
  expect(model.forward(x, createPass({ mode: 'evaluate' })).readSync()).toEqual(
    inner.forward(x, createPass({ mode: 'evaluate' })).readSync(),
  )
})

test('settings that cannot be are refused', () => {
  for (const keep of [0, 1])
    expect(() => concreteDropout({ keep, examples: 10 })).toThrow(`was given keep ${keep}; keep is learned`)
  expect(() => concreteDropout({ keep: () => 0.5, examples: 10 })).toThrow('was given a schedule')
  expect(() => concreteDropout({ keep: 0.5, examples: 0 })).toThrow('examples 0; it takes')
  expect(() => concreteDropout({ keep: 0.5, examples: 10, temperature: -1 })).toThrow('temperature -1')
  expect(() =>
    concreteDropout({ keep: 0.5, examples: 10 }).forward(ones([1]), createPass({ mode: 'evaluate' })),
  ).toThrow('no parameters yet')
})
