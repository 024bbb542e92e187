import { variantFactories } from '@thinned/dropout'
import { key } from '@thinned/rng'
import { expect } from 'vitest'
import { type Law, layerOf, onesFor, train } from './law.ts'

/** What overviews show is stated: sentences, a formula, a paper with its year and address, and what the axes of an input are. */
export const stated: Law = {
  name: 'its name, its sentences, its paper with the year, and its axes are stated',
  check(facts) {
    const { name, drops, formula, evaluation, source, link, axes, input, settings } = facts
    for (const text of [name, drops, formula, evaluation, source]) expect(text.trim().length).toBeGreaterThan(0)
    if (name !== 'planted') expect(Object.keys(variantFactories)).toContain(name)
    expect(new URL(link).protocol).toBe('https:')
    expect(source).toMatch(/\b(19|20)\d\d\b/)
    if (axes !== 'any') {
      expect([axes.length, axes[0]]).toEqual([input.length, 'example'])
      return
    }
    for (const shape of [
      [3, 4],
      [3, 2, 4],
      [3, 2, 2, 4],
    ])
      expect(layerOf(facts, settings[0]).forward(onesFor(facts, shape), train(key(1))).shape).toEqual(shape)
  },
}
