import { expect, test } from 'vitest'
import fixture from '../../fixtures/decisions.json' with { type: 'json' }
import { rejectAbove } from '../../src/decisions/reject-above.ts'
import { binomialTail, clopperPearson } from '../../src/distributions/binomial.ts'

const expectNear = (actual: number, expected: number, tolerance: number): void =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * expected)

test('binomial tails are those of scipy', () => {
  // scipy's own tails have some 1e-12 of themselves, and stop at the smallest numbers.
  for (const [k, n, p, tail] of fixture.binomial)
    if (tail! > 1e-290) expectNear(binomialTail(k!, n!, p!), tail!, 1e-12)
    else expect(binomialTail(k!, n!, p!)).toBeLessThan(1e-280)
})

test('small probabilities keep their digits', () => expectNear(binomialTail(0, 1e12, 1e-13), Math.exp(-0.1), 1e-12))

test('many trials near their mean keep their digits', () => {
  // By the terms, summed with 60 digits.
  expectNear(binomialTail(29_999_000, 1e8, 0.3), 0.4136775756407967, 1e-11)
  expectNear(binomialTail(29_990_000, 1e8, 0.3), 0.014550171779861624, 1e-11)
})

// scipy inverts to some 1e-12 of the bound.
test('bounds of Clopper and Pearson are those of scipy', () => {
  for (const [k, n, level, bound] of fixture.bounds) expectNear(clopperPearson(k!, n!, level!), bound!, 1e-11)
  expect(clopperPearson(5, 5, 0.05)).toBe(1)
})

test.each(fixture.rejections)(
  'risk $risk with confidence $confidence at coverages $coverages accepts as many as by the definition',
  ({ uncertainty, wrong, risk, confidence, coverages, expected }) => {
    const { fit } = rejectAbove({ risk, confidence, ...(coverages ? { candidates: coverages } : {}) })
    if (expected === null) {
      expect(() => fit({ uncertainty, wrong })).toThrow('found no threshold')
      return
    }
    const { state, guarantee, accepts } = fit({ uncertainty, wrong })
    expect(state).toMatchObject({ accepted: expected.accepted, wrong: expected.wrong })
    expectNear(guarantee.bound, expected.bound, 1e-11)
    const order = uncertainty.toSorted((a, b) => a - b)
    const limit = order[expected.accepted]!
    expect([...accepts(uncertainty)]).toEqual(uncertainty.map((each) => (each < limit ? 1 : 0)))
  },
)
