import { expect } from 'vitest'
import { drawsOn, inputShape, type Law, onesFor } from './law.ts'

/** An input of 1 becomes one of the declared values, and each of them occurs. */
export const support: Law = {
  name: 'an input of 1 becomes what is declared',
  applies: ({ noise, settings }) => noise.support(settings[0]) !== 'any',
  check(facts) {
    for (const options of facts.settings) {
      const declared = facts.noise.support(options) as readonly number[]
      const seen = new Set(drawsOn(facts, options, onesFor(facts, inputShape(facts, 500))))
      expect([...seen].sort((a, b) => a - b)).toEqual(
        [...declared].sort((a, b) => a - b).map((value) => expect.closeTo(value, 5)),
      )
    }
  },
}
