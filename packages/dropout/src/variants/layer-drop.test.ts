import {
  batchNorm,
  createPass,
  elu,
  flattenParams,
  init,
  type Layer,
  linear,
  relu,
  residual,
  sequential,
  summary,
} from '@thinned/nn'
import { key } from '@thinned/rng'
import { backward, mul, ones, randomNormal, reference, scope, sum } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { layerDrop } from './layer-drop.ts'

const train = (step: number) => createPass({ mode: 'train', key: key(7), step }).at(step)

/** A layer that counts how often it is computed. */
function counted(): { readonly layer: Layer<'any', 'same'>; calls: number } {
  const inner = relu()
  const count = {
    calls: 0,
    layer: {
      ...inner,
      forward(x, pass) {
        count.calls++
        return inner.forward(x, pass)
      },
    } as Layer<'any', 'same'>,
  }
  return count
}

test('a skipped layer is not computed, and nothing is made', () => {
  const inner = counted()
  const dropped = layerDrop(inner.layer, { keep: 0.75 })
  const x = ones([2, 3])
  const before = reference.memory().buffers
  let made = 0
  for (let step = 0; step < 400; step++)
    scope(() => {
      dropped.forward(x, train(step))
      made += reference.memory().buffers - before
    })
  expect(made).toBe(inner.calls)
  // 4.2 deviations of √(400 · 0.75 · 0.25): a false alarm in about 4 · 10^4 keys.
  expect(Math.abs(inner.calls - 300)).toBeLessThan(37)
  inner.calls = 0
  for (let step = 0; step < 10; step++) dropped.forward(x, createPass({ mode: 'evaluate' }))
  expect(inner.calls).toBe(10)
})

test('each layer of a stack decides by itself, and outputs are scaled nowhere', () => {
  const block = () => layerDrop(residual(linear(3, 3), relu()), { keep: 0.5 })
  const model = sequential(block(), block())
  init(model, key(3))
  const x = randomNormal(key(2), [4, 3])
  const [first, second] = Object.values(model.children).map((child) => child.children['layer']!) as [Layer, Layer]
  const evaluate = createPass({ mode: 'evaluate' })
  const both = second.forward(first.forward(x, evaluate), evaluate)
  const ways = [x, first.forward(x, evaluate), second.forward(x, evaluate), both].map((y) => y.readSync().join())
  const seen = new Map(ways.map((way) => [way, 0]))
  for (let step = 0; step < 64; step++) {
    const way = model.forward(x, train(step)).readSync().join()
    seen.set(way, seen.get(way)! + 1)
  }
  expect(seen.size).toBe(4)
  // Each of four ways: binomial of 64 and ¼, 16 ± 3.5; outside 3 to 29 once in 10^4 keys.
  for (const times of seen.values()) expect(Math.abs(times - 16)).toBeLessThan(14)
  expect(model.forward(x, evaluate).readSync()).toEqual(both.readSync())
})

test('the parameters of a skipped layer have gradients of 0, and it reports no state', () => {
  const model = layerDrop(sequential(linear(3, 3), batchNorm(3)), { keep: 0 })
  init(model, key(3))
  const kinds: string[] = []
  const pass = createPass({ mode: 'train', key: key(1), onReport: (path, kind) => void kinds.push(`${path} ${kind}`) })
  const gradients = backward(
    sum(model.forward(ones([2, 3]), pass.at('layerDrop1'))),
    Object.values(flattenParams(model.params)),
  )
  for (const gradient of gradients) expect(new Set(gradient.readSync())).toEqual(new Set([0]))
  expect(kinds).toEqual(['layerDrop1 keep'])
})

test('the parts of a batch share the decision, which steps do not', () => {
  const [there, gone] = [elu(), layerDrop(elu(), { keep: 0.5 })]
  const x = mul(ones([2, 3]), -1)
  const skipped = Array.from({ length: 30 }, (_, step) => {
    const [top, bottom] = [0, 2].map((row) => gone.forward(x, createPass({ mode: 'train', key: key(step), row })))
    expect(top!.readSync()).toEqual(bottom!.readSync())
    return top!.readSync()[0] === -1
  })
  expect(new Set(skipped)).toEqual(new Set([true, false]))
  expect(there.forward(x, train(0)).readSync()[0]).not.toBe(-1)
})

test('paths and tables show what is inside, and what changes the shape is refused', () => {
  const model = sequential(layerDrop(residual(linear(3, 3), relu()), { keep: 0.8 }), linear(3, 2))
  expect(summary(model, [3])).toContain('layer')
  init(model, key(1))
  expect(Object.keys(flattenParams(model.params))).toContain('layerDrop1/layer/linear1/weight')
  expect(() => sequential(layerDrop(linear(3, 2), { keep: 0.5 })).outputShape([3])).toThrow(
    'layerDrop was given a linear that makes [2] of [3]',
  )
})
