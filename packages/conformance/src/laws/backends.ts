import { disposeParams } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type Backend, backward, reference, scope, sum } from '@thinned/tensor'
import { wasm } from '@thinned/wasm'
import { expect } from 'vitest'
import { type Facts, inputShape, type Law, layerOf, leavesOf, randomFor, train } from './law.ts'

/** Every backend and every number of threads gives the reference's bits, forward and backward, without fallback and without a leak. */
export const backends: Law = {
  name: 'every backend and number of threads gives the same bits',
  async check(facts) {
    for (const threads of [1, 3]) {
      const backend = await wasm({ threads })
      try {
        const before = backend.memory()
        for (const options of facts.settings)
          expect(results(facts, options, backend), JSON.stringify(options)).toEqual(results(facts, options, reference))
        expect(backend.memory()).toEqual(before)
        expect([...backend.fallbacks]).toEqual([])
      } finally {
        backend.close()
      }
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
