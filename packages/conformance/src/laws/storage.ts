import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { backward, reference, scope, sum } from '@thinned/tensor'
import { expect } from 'vitest'
import { type Law, layerOf, leavesOf, onesFor } from './law.ts'

/** No mask is stored: a forward pass leaves only its output in memory, and the backward pass nothing. */
export const storage: Law = {
  name: 'no noise is stored between the passes',
  check(facts) {
    const { input, settings } = facts
    const x = onesFor(facts, input, { requiresGrad: true })
    for (const options of settings) {
      const layer = layerOf(facts, options)
      const before = reference.memory()
      const out = layer.forward(x, createPass({ mode: 'sample', key: key(1) }))
      expect(reference.memory().buffers).toBe(before.buffers + 1)
      const leaves = leavesOf(facts, layer, x)
      if (leaves.length > 0) scope(() => void backward(sum(out), leaves))
      out.dispose()
      expect(reference.memory()).toEqual(before)
    }
  },
}
