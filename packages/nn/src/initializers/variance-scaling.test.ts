import { key } from '@thinned/rng'
import { randomNormal } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { createPass, init, initializers, type Layer, linear, selu, sequential } from '../index.ts'

test('20 layers of selu with it keep mean 0 and variance 1', () => {
  const layers = Array.from({ length: 20 }, () => [linear(256, 256, { weight: initializers.lecun() }), selu()]).flat()
  const model = sequential(...(layers as [Layer])) as Layer
  init(model, key(3))
  const out = model
    .forward(randomNormal(key(4), [200, 256]), createPass({ mode: 'evaluate' }))
    .readSync() as Float32Array
  const mean = out.reduce((sum, value) => sum + value, 0) / out.length
  const variance = out.reduce((sum, value) => sum + (value - mean) ** 2, 0) / out.length
  expect(Math.abs(mean)).toBeLessThan(0.1)
  expect(Math.abs(variance - 1)).toBeLessThan(0.15)
})
