import { createPass } from '@thinned/nn'
import { backward, sizeOf, sum, type Tensor, tensor } from '@thinned/tensor'
import { expect } from 'vitest'
import { type Facts, hasKeep, type Law, layerOf, leavesOf, numbersFor } from './law.ts'

/**
 * keep 1 is the full network (the identity if evaluation is), and keep 0 gives zeros, or the declared output, forward and backward. Neither draws, so
 * neither needs a key.
 */
export const ends: Law = {
  name: 'keep 1 is the identity and keep 0 gives zeros, forward and backward, without a draw',
  applies: hasKeep,
  check(facts) {
    for (const keep of [0, 1]) {
      for (const options of [{ keep }, { drop: 1 - keep }]) {
        const layer = layerOf(facts, options)
        const x = probeOf(facts)
        const leaves = leavesOf(facts, layer, x)
        const results = (y: Tensor): number[][] => [
          [...y.readSync()],
          ...(leaves.length > 0 ? backward(sum(y), leaves).map((gradient) => [...gradient.readSync()]) : []),
        ]
        const full = results(layer.forward(x, createPass({ mode: 'evaluate' })))
        const actual = results(layer.forward(x, createPass({ mode: 'train' })))
        const atZero = facts.zero ? results(facts.zero(layer, x)) : full.map((values) => values.map(() => 0))
        expect(actual).toEqual(keep === 1 ? full : atZero)
        if (facts.evaluation !== 'identity') continue
        expect(full[0]).toEqual([...x.readSync()])
        for (const gradient of full.slice(1)) expect(new Set(gradient)).toEqual(new Set([1]))
      }
    }
  },
}

/** An input with values that a product by 0 would not remove; finite if keep 0 gives no zeros. */
function probeOf(facts: Facts): Tensor {
  const { input, tokens, zero } = facts
  if (tokens !== undefined) return numbersFor(facts, input)
  const values = Float32Array.from({ length: sizeOf(input) }, (_, i) => [2, -3, zero ? 0.5 : Infinity, 0][i % 4]!)
  return tensor(values, { shape: input, requiresGrad: true })
}
