import { createPass } from '@thinned/nn'
import { backward, sizeOf, sum, tensor } from '@thinned/tensor'
import { expect } from 'vitest'
import { hasKeep, type Law, made } from './law.ts'

/** keep 1 is the identity and keep 0 gives zeros, forward and backward; neither draws, so neither needs a key. */
export const ends: Law = {
  name: 'keep 1 is the identity and keep 0 gives zeros, forward and backward, without a draw',
  applies: hasKeep,
  check(facts) {
    const { input } = facts
    const values = Float32Array.from({ length: sizeOf(input) }, (_, i) => [2, -3, Infinity, 0][i % 4]!)
    for (const keep of [0, 1]) {
      for (const options of [{ keep }, { drop: 1 - keep }]) {
        const x = tensor(values, { shape: input, requiresGrad: true })
        const y = made(facts, options).forward(x, createPass({ mode: 'train' }))
        expect(y.readSync()).toEqual(values.map((value) => (keep === 1 ? value : 0)))
        expect(new Set(backward(sum(y), x).readSync())).toEqual(new Set([keep]))
      }
    }
  },
}
