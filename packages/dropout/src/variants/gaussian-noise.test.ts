import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { backward, sum, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { gaussianNoise } from './gaussian-noise.ts'

test('std 0 adds nothing and draws nothing', () => {
  const x = tensor([1, Infinity], { requiresGrad: true })
  const y = gaussianNoise({ std: 0 }).forward(x, createPass({ mode: 'train' }))
  expect(y.readSync()).toEqual(x.readSync())
  expect(backward(sum(y), x).readSync()).toEqual(Float32Array.of(1, 1))
})

test('a standard deviation that is none is refused, at once or when its schedule gives it', () => {
  for (const std of [-1, Number.NaN, Infinity, '1', undefined])
    expect(() => gaussianNoise({ std: std as number })).toThrow(
      /^gaussianNoise was given (no std|std .*); it takes a number from 0/,
    )
  const scheduled = gaussianNoise({ std: () => -2 })
  expect(() => scheduled.forward(tensor([1]), createPass({ mode: 'train', key: key(1) }))).toThrow('std -2')
})
