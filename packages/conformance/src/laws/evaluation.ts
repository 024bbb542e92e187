import { createPass } from '@thinned/nn'
import { key, normal } from '@thinned/rng'
import { sizeOf, tensor } from '@thinned/tensor'
import { expect } from 'vitest'
import { type Law, made, train } from './law.ts'

/** Evaluation is the full network and draws nothing; a sampling pass thins as a training pass does, which needs a key. */
export const evaluation: Law = {
  name: 'evaluation is the full network and draws nothing; sampling thins',
  check(facts) {
    const { input, settings } = facts
    const x = tensor(normal(key(1), sizeOf(input)), { shape: input })
    for (const options of settings) {
      const layer = made(facts, options)
      expect(layer.forward(x, createPass({ mode: 'evaluate' })).readSync()).toEqual(x.readSync())
      const sampled = layer.forward(x, createPass({ mode: 'sample', key: key(2) })).readSync()
      expect(sampled).toEqual(layer.forward(x, train(key(2))).readSync())
      expect(sampled).not.toEqual(x.readSync())
      expect(() => layer.forward(x, createPass({ mode: 'train' }))).toThrow('without a key')
    }
  },
}
