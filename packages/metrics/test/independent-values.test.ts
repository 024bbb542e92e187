import { describe, expect, test } from 'vitest'
import calibrationErrors from '../fixtures/calibration-errors.json' with { type: 'json' }
import regressions from '../fixtures/regressions.json' with { type: 'json' }
import scikitLearn from '../fixtures/scikit-learn.json' with { type: 'json' }
import { measure } from '../src/metric.ts'
import { MetricsError } from '../src/metrics-error.ts'
import { casesOfMeasures } from './cases-of.ts'

type Value = number | null | readonly Value[] | { readonly [name: string]: Value }

function expectClose(actual: unknown, expected: Value): void {
  if (typeof expected === 'number') {
    expect(Math.abs((actual as number) - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)))
    return
  }
  if (expected === null) {
    expect(actual).toBeNaN()
    return
  }
  expect(Object.keys(actual as object)).toEqual(Object.keys(expected))
  for (const [name, value] of Object.entries(expected)) expectClose((actual as Record<string, unknown>)[name], value)
}

const sets = { ...scikitLearn, ...regressions.sets, ...calibrationErrors }
const cases = new Map(await casesOfMeasures())

describe.each(Object.entries(sets))('%s', (_, { batch, values }) => {
  test.each(Object.entries(values) as [string, Value][])(
    '%s agrees with scikit-learn, scipy or numpy',
    (name, value) => {
      const { metric } = cases.get(name)!
      if (value === null) expect(() => measure(metric, batch)).toThrow(MetricsError)
      else expectClose(measure(metric, batch), value)
    },
  )
})

test('every measure is compared', () => {
  const compared = new Set(Object.values(sets).flatMap(({ values }) => Object.keys(values)))
  expect([...cases.keys()].filter((name) => !compared.has(name))).toEqual([])
})
