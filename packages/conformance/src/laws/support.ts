import { expect } from 'vitest'
import { drawsOn, inputShape, type Law, unitsFor } from './law.ts'

/** An input, or a weight, of 1 becomes one of the declared values, and each of them occurs. */
export const support: Law = {
  name: 'an input of 1 becomes what is declared',
  applies: ({ noise, settings }) => noise.support(settings[0]) !== 'any',
  check(facts) {
    for (const options of facts.settings) {
      const declared = facts.noise.support(options) as readonly number[]
      const drawn = drawsOn(facts, options, unitsFor(facts, inputShape(facts, 500)))
      const seen = new Set(Array.from(drawn, (value) => Number(value.toPrecision(6)))) // Relative to weights, values are rounded differently.
      expect([...seen].sort((a, b) => a - b)).toEqual(
        [...declared].sort((a, b) => a - b).map((value) => expect.closeTo(value, 5)),
      )
    }
  },
}
