import { createPass, init, initializers, type Layer, linear, selu } from '@thinned/nn'
import { foldIn, key, normal } from '@thinned/rng'
import { scope, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { alphaMap, SATURATION } from '../kit/alpha-layer.ts'
import { alphaDropout } from './alpha-dropout.ts'
import { dropout } from './dropout.ts'

const pass = createPass({ mode: 'train', key: key(7) })

/** Mean and variance over all activations after 20 layers of selu with dropout between them. */
function afterTwentyLayers(thin: Layer): { readonly mean: number; readonly variance: number } {
  const features = 128
  const out = scope(() => {
    let x = tensor(normal(key('x'), 128 * features), { shape: [128, features] })
    for (let depth = 0; depth < 20; depth++) {
      const layer = linear(features, features, { weight: initializers.lecun() })
      init(layer, foldIn(key('weights'), depth))
      x = thin.forward(selu().forward(layer.forward(x, pass), pass), pass.at('drop', depth))
    }
    return x
  }).readSync() as Float32Array
  const mean = out.reduce((sum, value) => sum + value, 0) / out.length
  return { mean, variance: out.reduce((sum, value) => sum + (value - mean) ** 2, 0) / out.length }
}

test('mean 0 and variance 1 survive 20 selu layers, which standard dropout does not let them', {
  timeout: 30_000,
}, () => {
  for (const keep of [0.95, 0.9]) {
    const { mean, variance } = afterTwentyLayers(alphaDropout({ keep }))
    expect(Math.abs(mean), `mean at ${keep}`).toBeLessThan(0.1)
    expect(Math.abs(variance - 1), `variance at ${keep}`).toBeLessThan(0.15)
  }
  const standard = afterTwentyLayers(dropout({ keep: 0.9 }))
  expect(Math.abs(standard.variance - 1)).toBeGreaterThan(0.15)
})

test('the map keeps mean and variance exactly, and what is dropped has the sign of −λα', () => {
  for (const keep of [0.05, 0.5, 0.9, 0.999]) {
    const { a, b, dropped } = alphaMap(keep)
    const mean = keep * b + (1 - keep) * dropped
    const square = keep * (a * a + b * b) + (1 - keep) * dropped * dropped
    expect(mean).toBeCloseTo(0, 12)
    expect(square).toBeCloseTo(1, 12)
    expect(dropped).toBeLessThan(b)
  }
  // A library that turned the sign around gives mean 0.32 at drop 0.1 instead of 0.
  const { a, b } = alphaMap(0.9)
  expect(0.9 * b + 0.1 * (a * -SATURATION + b)).toBeCloseTo(0.32, 2)
})
