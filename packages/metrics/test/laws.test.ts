import { foldIn, type Key, key, permutation } from '@thinned/rng'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { takeExamples } from '../src/batches/take-examples.ts'
import { MetricsError } from '../src/metrics-error.ts'
import { casesOfMeasures } from './cases-of.ts'

/** What a computation gives: its value, or its refusal in words. */
function outcome<T>(compute: () => T): T | string {
  try {
    return compute()
  } catch (error) {
    if (error instanceof MetricsError) return error.message
    throw error
  }
}

/** Equal, but for the order in which numbers were added. */
function expectSame(actual: unknown, expected: unknown): void {
  if (typeof expected === 'number' && Number.isFinite(expected)) {
    expect(Math.abs((actual as number) - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)))
  } else if (typeof expected === 'object' && expected !== null) {
    expect(Object.keys(actual as object)).toEqual(Object.keys(expected))
    for (const [name, value] of Object.entries(expected)) expectSame((actual as Record<string, unknown>)[name], value)
  } else expect(actual).toEqual(expected)
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

/** A seed, a number of examples, and where they are cut into batches (some of them without examples). */
const anyCut = fc.tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 1, max: 40 })).chain(([seed, n]) =>
  fc.record({
    k: fc.constant(key(seed)),
    n: fc.constant(n),
    cuts: fc
      .array(fc.integer({ min: 0, max: n }), { maxLength: 6 })
      .map((cuts) => [0, ...cuts.sort((a, b) => a - b), n]),
  }),
)

const check = (law: (cut: { k: Key; n: number; cuts: number[] }) => void): void =>
  fc.assert(fc.property(anyCut, law), { seed: 1, numRuns: 60 })

describe.each(await casesOfMeasures())('%s', (_, { metric, batch, refused }) => {
  const gather = (state: unknown, examples: object): unknown => frozen(metric.update(frozen(state), examples))
  const partsOf = (examples: object, cuts: readonly number[]): object[] =>
    cuts.slice(1).map((end, i) => takeExamples(examples, range(cuts[i]!, end)))

  test('batches of any size measure what one batch does, to the last bit', () => {
    check(({ k, n, cuts }) => {
      const examples = batch(k, n)
      const whole = gather(metric.empty(), examples)
      const parts = partsOf(examples, cuts).reduce(gather, metric.empty())
      expect(outcome(() => metric.compute(parts))).toEqual(outcome(() => metric.compute(whole)))
    })
  })

  test('merged parts measure the whole, in any order, and nothing adds nothing', () => {
    check(({ k, n, cuts }) => {
      const examples = batch(k, n)
      const whole = gather(metric.empty(), examples)
      const states = partsOf(examples, cuts).map((part) => gather(metric.empty(), part))
      const merge = (a: unknown, b: unknown): unknown => frozen(metric.merge(a, b))
      const expected = outcome(() => metric.compute(whole))
      const middle = Math.ceil(states.length / 2)
      const [left, right] = [states.slice(0, middle), states.slice(middle)]
      const merged = {
        'from the left': states.reduce(merge),
        'from the right': states.reduceRight(merge),
        'two halves': merge(left.reduce(merge, metric.empty()), right.reduce(merge, metric.empty())),
      }
      for (const state of Object.values(merged))
        expectSame(
          outcome(() => metric.compute(state)),
          expected,
        )
      expect(outcome(() => metric.compute(merge(metric.empty(), whole)))).toEqual(expected)
      expect(outcome(() => metric.compute(merge(whole, metric.empty())))).toEqual(expected)
    })
  })

  test('the order of examples does not matter', () => {
    check(({ k, n }) => {
      const examples = batch(k, n)
      const shuffled = takeExamples(examples, permutation(foldIn(k, 'order'), n))
      expectSame(
        outcome(() => metric.compute(gather(metric.empty(), shuffled))),
        outcome(() => metric.compute(gather(metric.empty(), examples))),
      )
    })
  })

  test('the state is plain JSON, also in mid-course', () => {
    check(({ k, n, cuts }) => {
      const examples = batch(k, n)
      let state = metric.empty()
      for (const part of partsOf(examples, cuts)) {
        state = gather(state, part)
        const revived = JSON.parse(JSON.stringify(state))
        expect(revived).toEqual(state)
        state = revived
      }
      const whole = gather(metric.empty(), examples)
      expect(outcome(() => metric.compute(state))).toEqual(outcome(() => metric.compute(whole)))
    })
  })

  test('nothing is measured on nothing', () => {
    const empty = metric.empty()
    const says = 'has seen no examples. Give it one or more.'
    expect(() => metric.compute(empty)).toThrow(`${metric.name} ${says}`)
    expect(() => metric.compute(metric.merge(empty, empty))).toThrow(`${metric.name} ${says}`)
    const noExamples = takeExamples(batch(key(1), 1), [])
    expect(() => metric.compute(metric.update(empty, noExamples))).toThrow(`${metric.name} ${says}`)
  })

  test.each(refused)('bad input is refused with a sentence: %#', (examples, sentence) => {
    const state = metric.update(metric.empty(), batch(key(1), 5))
    expect(outcome(() => metric.update(state, examples))).toContain(sentence)
    expect(outcome(() => metric.update(metric.empty(), examples))).toContain(sentence)
  })
})
