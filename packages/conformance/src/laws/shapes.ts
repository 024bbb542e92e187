import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect } from 'vitest'
import { examples, type Law, made, onesFor, train } from './law.ts'

/** Shape (or that which is declared) and dtype are kept, outputShape says so, and a batch without examples passes. */
export const shapes: Law = {
  name: 'shape and dtype are kept, and empty batches pass',
  check(facts) {
    for (const batch of [0, 1, 3]) {
      for (const dtype of ['float32', 'float64'] as const) {
        const shape = examples(facts, batch)
        for (const options of facts.settings) {
          const layer = made(facts, options, { dtype })
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
