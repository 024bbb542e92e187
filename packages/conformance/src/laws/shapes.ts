import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect } from 'vitest'
import { inputShape, type Law, layerOf, onesFor, train } from './law.ts'

/** The output has the shape of the input, or the declared shape, and its dtype. outputShape agrees. A batch without examples passes. */
export const shapes: Law = {
  name: 'shape and dtype are kept, and empty batches pass',
  check(facts) {
    for (const batch of [0, 1, 3]) {
      for (const dtype of ['float32', 'float64'] as const) {
        const shape = inputShape(facts, batch)
        for (const options of facts.settings) {
          const layer = layerOf(facts, options, { dtype })
          const x = onesFor(facts, shape, { dtype })
          const y = layer.forward(x, train(key(1)))
          const full = layer.forward(x, createPass({ mode: 'evaluate' }))
          expect([y.shape, y.dtype]).toEqual([facts.shape?.(options, shape) ?? shape, full.dtype])
          if (facts.tokens === undefined) expect(full.dtype).toBe(dtype)
          expect(layer.outputShape(shape.slice(1))).toEqual(full.shape.slice(1))
        }
      }
    }
  },
}
