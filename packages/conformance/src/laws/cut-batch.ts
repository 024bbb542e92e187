import { key } from '@thinned/rng'
import { expect } from 'vitest'
import { exampleSize, inputShape, type Law, onNumbers, train } from './law.ts'

/** The noise of an example depends on its row in the whole batch, not on the part of the batch that it comes in. */
export const cutBatch: Law = {
  name: 'a batch that is cut in two has the same noise',
  check(facts) {
    for (const options of facts.settings) {
      const whole = onNumbers(facts, options, inputShape(facts, 10), train(key(4)))
      for (const cut of [1, 4, 9]) {
        const top = onNumbers(facts, options, inputShape(facts, cut), train(key(4)))
        const bottom = onNumbers(
          facts,
          options,
          inputShape(facts, 10 - cut),
          train(key(4), cut),
          cut * exampleSize(facts),
        )
        expect([...top, ...bottom]).toEqual([...whole])
      }
    }
  },
}
