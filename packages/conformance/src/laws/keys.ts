import { foldIn, key } from '@thinned/rng'
import { expect } from 'vitest'
import { drawsOn, inputShape, type Law, numbersFor, train } from './law.ts'

/** The same element in the same pass has the same noise; another key, layer, step or time step has other noise. */
export const keys: Law = {
  name: 'the same key gives the same noise, another key, layer or step another',
  check(facts) {
    const step = (s: number) => train(foldIn(foldIn(key(1), 'step'), s))
    const options = facts.settings[Math.floor(facts.settings.length / 2)]
    const x = numbersFor(facts, inputShape(facts, 64))
    const noise = (pass: ReturnType<typeof train>) => drawsOn(facts, options, x, pass).join()
    expect(noise(step(0).at('a'))).toBe(noise(step(0).at('a')))
    const others = [
      step(0).at('a'),
      step(0).at('b'),
      step(1).at('a'),
      step(0).at('a', 0),
      step(0).at('a', 1),
      train(key(2)).at('a'),
    ].map(noise)
    expect(new Set(others).size).toBe(others.length)
  },
}
