import { fromConfig } from '@thinned/dropout'
import { init, isInitialized } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect } from 'vitest'
import { type Law, made, onesFor, train } from './law.ts'

/** A layer's settings go to JSON and back, to the same noise; what stands around another layer is refused there. */
export const json: Law = {
  name: 'settings go to JSON and back',
  check(facts) {
    const { input, settings } = facts
    for (const options of settings) {
      if (facts.wraps) {
        const { kind, options: said } = made(facts, options)
        expect(() => fromConfig(JSON.parse(JSON.stringify({ kind, ...said })))).toThrow('stands around a layer')
        continue
      }
      const layer = made(facts, options)
      const revived = fromConfig(JSON.parse(JSON.stringify({ kind: layer.kind, ...layer.options })))
      if (!isInitialized(revived)) init(revived, key('init'))
      expect(revived.options).toEqual(layer.options)
      const [again, once] = [revived, layer].map((each) =>
        each.forward(onesFor(facts, input), train(key(9))).readSync(),
      )
      expect(again).toEqual(once)
    }
  },
}
