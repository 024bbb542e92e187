import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearest } from './index.ts'

const names = ['learningRate', 'beta1', 'beta2', 'epsilon', 'weightDecay', 'batchSize', 'l2']

describe('nearest', () => {
  it.each([
    ['learning_rate', 'learningRate'],
    ['LearningRate', 'learningRate'],
    ['lr', 'learningRate'],
    ['learnignRate', 'learningRate'],
    ['learningRates', 'learningRate'],
    ['batch', 'batchSize'],
    ['betal', 'beta1'],
    ['weight-decay', 'weightDecay'],
    ['shuffle', undefined],
    ['verbose', undefined],
    ['', undefined],
    ['x'.repeat(10_000), undefined],
  ])('%s: %s', (name, expected) => {
    expect(nearest(name, names)).toBe(expected)
  })

  it('finds each name after any one slip in it', () => {
    fc.assert(
      fc.property(fc.constantFrom('learningRate', 'epsilon', 'weightDecay', 'batchSize'), fc.nat(), (name, at) => {
        const i = at % name.length
        expect(nearest(name.slice(0, i) + name.slice(i + 1), names)).toBe(name)
        expect(nearest(`${name.slice(0, i)}q${name.slice(i)}`, names)).toBe(name)
      }),
      { seed: 14 },
    )
  })
})
