import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect } from 'vitest'
import { drawsOn, type Law, layerOf, randomFor, train } from './law.ts'

/** Evaluation draws nothing; it is the identity, times the declared factor, if the facts say so. A sampling pass draws as a training pass does, and needs a key. */
export const evaluation: Law = {
  name: 'evaluation draws nothing and is as declared; sampling draws as training does',
  check(facts) {
    const { input, settings } = facts
    const x = randomFor(facts, input)
    for (const options of settings) {
      const layer = layerOf(facts, options)
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
