import { key } from '@thinned/rng'
import { backward, sizeOf, sum, tensor } from '@thinned/tensor'
import { expect } from 'vitest'
import { inputShape, type Law, layerOf, onOnes, train } from './law.ts'

/** Values that a product by 0 would not remove, and a 0, which looks the same kept or dropped. */
const special = [Infinity, -Infinity, Number.NaN, 0, 1]

/**
 * A dropped element becomes exactly the declared value, whatever it was, and its gradient is exactly 0. Kept elements with the same factor have the
 * same gradient, not 0.
 */
export const select: Law = {
  name: 'dropping is a select, for Inf and NaN too, and the gradient is that of the mask',
  applies: ({ noise, tokens }) => noise.form === 'select' && noise.on !== 'weights' && tokens === undefined,
  check(facts) {
    const { noise, settings } = facts
    const shape = inputShape(facts, 100)
    for (const options of settings) {
      const pass = train(key(17))
      const onlyOnes = onOnes(facts, options, shape, pass)
      const dropped = Math.fround(noise.dropped?.(options) ?? 0)
      const x = tensor(
        new Float32Array(sizeOf(shape)).map((_, i) => special[(i * 7) % 5]!),
        { shape, requiresGrad: true },
      )
      const y = layerOf(facts, options).forward(x, pass)
      const out = y.readSync()
      const gradient = backward(sum(y), x).readSync()
      const isDropped = onlyOnes.map((value) => (Math.abs(value - dropped) < 1e-6 ? 1 : 0))
      const scales = new Map<number, number>()
      isDropped.forEach((dropped, i) => {
        if (dropped) expect([out[i], gradient[i]], `element ${i}`).toEqual([onlyOnes[i], 0])
        else {
          expect(Number.isFinite(out[i]), `element ${i}`).toBe(Number.isFinite(special[(i * 7) % 5]))
          expect(gradient[i], `element ${i}`).toBe(scales.get(onlyOnes[i]!) ?? gradient[i])
          scales.set(onlyOnes[i]!, gradient[i]!)
        }
      })
      expect(new Set(isDropped).size).toBe(2)
      expect([...scales.values()]).not.toContain(0)
    }
  },
}
