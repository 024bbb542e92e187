import { disposeParams } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type Backend, backward, reference, scope, sum } from '@thinned/tensor'
import { wasm } from '@thinned/wasm'
import { expect } from 'vitest'
import { type Facts, inputShape, type Law, layerOf, leavesOf, randomFor, train } from './law.ts'

/** One thread and three, made once for all variants: making one takes longer than most of its checks. */
let started: Promise<readonly Backend[]> | undefined
const backendsOnce = (): Promise<readonly Backend[]> =>
  (started ??= Promise.all([wasm({ threads: 1 }), wasm({ threads: 3 })]))

/** Every backend and every number of threads gives the reference's bits, forward and backward, without fallback and without a leak. */
export const backends: Law = {
  name: 'every backend and number of threads gives the same bits',
  async check(facts) {
    const expected = facts.settings.map((options) => results(facts, options, reference))
    for (const backend of await backendsOnce()) {
      const before = backend.memory()
      backend.fallbacks.clear()
      for (const [i, options] of facts.settings.entries())
        expect(results(facts, options, backend), JSON.stringify(options)).toEqual(expected[i])
      expect(backend.memory()).toEqual(before)
      expect([...backend.fallbacks]).toEqual([])
    }
  },
}

function results(facts: Facts, options: unknown, backend: Backend): unknown {
  return scope(() => {
    const shape = inputShape(facts, 40)
    const x = randomFor(facts, shape, { backend, requiresGrad: true })
    const layer = layerOf(facts, options, { backend })
    const y = layer.forward(x, train(key(6)))
    const leaves = leavesOf(facts, layer, x)
    const gradients = leaves.length > 0 ? backward(sum(y), leaves) : []
    const values = [y, ...gradients].map((tensor) => [...tensor.readSync()])
    disposeParams(layer)
    return values
  })
}
