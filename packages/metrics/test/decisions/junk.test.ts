import { key } from '@thinned/rng'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { acquire } from '../../src/decisions/acquire.ts'
import { rejectAbove } from '../../src/decisions/reject-above.ts'
import { rejectionFromState } from '../../src/decisions/rejection-from-state.ts'
import { MetricsError } from '../../src/metrics-error.ts'

// Whatever stands in the place of an argument, or of a part of it: an error is one of ours.

const uncertainty = [0.1, 0.2, 0.3, 0.4, 0.5]
const wrong = [0, 0, 0, 0, 1]
const risk = rejectAbove({ risk: 0.8, confidence: 0.5 })
const { state, accepts } = risk.fit({ uncertainty, wrong })
const pool = { data: [0.5, 0.5, 0.25, 0.75], shape: [2, 1, 2], share: 'batch' }

const calls: Record<string, (junk: never) => unknown> = {
  'fit(junk)': (junk) => risk.fit(junk),
  'fit of an uncertainty': (junk) => rejectAbove({ coverage: 0.5 }).fit({ uncertainty: junk }),
  'fit of wrong': (junk) => risk.fit({ uncertainty, wrong: junk }),
  'fit of predicted': (junk) => risk.fit({ uncertainty, predicted: junk, labels: wrong }),
  'fit of labels': (junk) => risk.fit({ uncertainty, predicted: wrong, labels: junk }),
  accepts: (junk) => accepts(junk),
  rejectionFromState: (junk) => rejectionFromState(junk),
  ...Object.fromEntries(
    Object.keys(state).map((name) => [
      `a state with another ${name}`,
      (junk: never) => rejectionFromState({ ...state, [name]: junk }),
    ]),
  ),
  'acquire(junk)': (junk) => acquire(junk, 1),
  'acquire of another count': (junk) => acquire(pool as never, junk),
  ...Object.fromEntries(
    Object.keys(pool).map((name) => [
      `a pool with another ${name}`,
      (junk: never) => acquire({ ...pool, [name]: junk } as never, 1, { method: 'batchBald', key: key(1) }),
    ]),
  ),
}

test.each(Object.keys(calls))('%s', (name) => {
  const anything = fc.oneof(
    fc.anything(),
    fc.array(fc.oneof(fc.double(), fc.nat(5), fc.boolean(), fc.anything()), { maxLength: 6 }),
    fc.double(),
  )
  fc.assert(
    fc.property(anything, (junk) => {
      try {
        calls[name]!(junk as never)
      } catch (error) {
        expect(error).toBeInstanceOf(MetricsError)
      }
    }),
    { seed: 1, numRuns: 150 },
  )
})
