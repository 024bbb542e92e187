import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect } from 'vitest'
import { drawsOn, type Law, made, randomFor, train } from './law.ts'

/** Evaluation draws nothing, and is the identity where that is stated, or that times a stated factor; a sampling pass thins as a training pass does, which needs a key. */
export const evaluation: Law = {
  name: 'evaluation does what is stated and draws nothing; sampling thins',
  check(facts) {
    const { input, settings } = facts
    const x = randomFor(facts, input)
    for (const options of settings) {
      const layer = made(facts, options)
      const full = layer.forward(x, createPass({ mode: 'evaluate' })).readSync()
      const factor = facts.evaluationFactor?.(options) ?? 1
      if (facts.evaluation === 'identity')
        expect(full).toEqual(x.readSync().map((value) => Math.fround(factor) * value))
      const sampled = drawsOn(facts, options, x, createPass({ mode: 'sample', key: key(2) }))
      expect(sampled).toEqual(drawsOn(facts, options, x, train(key(2))))
      expect(sampled).not.toEqual(Float64Array.from(full))
      expect(() => layer.forward(x, createPass({ mode: 'train' }))).toThrow('without a key')
    }
  },
}
