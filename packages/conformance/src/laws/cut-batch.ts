import { key } from '@thinned/rng'
import { expect } from 'vitest'
import { examples, type Law, onNumbers, train, width } from './law.ts'

/** An example's noise does not depend on the batch it comes in, only on its row in the whole. */
export const cutBatch: Law = {
  name: 'a batch that is cut in two has the same noise',
  check(facts) {
    for (const options of facts.settings) {
      const whole = onNumbers(facts, options, examples(facts, 10), train(key(4)))
      for (const cut of [1, 4, 9]) {
        const top = onNumbers(facts, options, examples(facts, cut), train(key(4)))
        const bottom = onNumbers(facts, options, examples(facts, 10 - cut), train(key(4), cut), cut * width(facts))
        expect([...top, ...bottom]).toEqual([...whole])
      }
    }
  },
}
