import { meanInterval } from '@thinned/metrics'
import { expect, test } from 'vitest'
import { jobsOf, type Measured, nameOf, type Sweep } from './runs/jobs.ts'
import { summarize, verdictOf } from './summary.ts'

const sweep: Sweep = { scenario: 'small', seeds: 4, first: 0 }

/** Errors that are lowest at keep 0.6, and as low at 0.7; seed 3 is harder at all keeps. */
const measured = (keep: number, seed: number): Measured => {
  const testError =
    0.1 + (seed === 3 ? 0.2 : 0) + (keep === 0.7 ? 0 : Math.abs(keep - 0.6)) + 0.001 * ((seed * 7 + keep * 10) % 3)
  return { testError, trainError: testError - 0.05, testLoss: 2 * testError, trainLoss: testError }
}
const jobs = jobsOf(sweep, 'all')
const results = new Map(jobs.map((job) => [nameOf(job), measured(job.keep, job.seed)]))

test('a mean, its interval, and the difference to the same seeds without dropout', () => {
  const [line] = summarize(results, sweep, 'error')
  const point = line!.points.find(({ keep }) => keep === 0.5)!
  const errors = [0, 1, 2, 3].map((seed) => 100 * measured(0.5, seed).testError)
  expect(point.interval).toEqual(meanInterval(errors))
  expect(point.difference).toEqual(meanInterval(errors.map((error, seed) => error - 100 * measured(1, seed).testError)))
  expect(point.mean).toBeCloseTo(point.interval!.value, 12)
  expect(point.gap).toBeCloseTo(5, 12)
  expect(line!.points.at(-1)).not.toHaveProperty('difference')
})

test('the lowest keep, and those that the runs do not tell from it', () => {
  const [line] = summarize(results, sweep, 'loss')
  const { keep, above } = line!.lowest!
  const among = [...above].filter(([, difference]) => verdictOf(difference) === 'unclear').map(([other]) => other)
  expect([keep, ...among].sort()).toEqual([0.6, 0.7])
  expect(above.get(0.1)!.low).toBeGreaterThan(0.8)
})

test('of unfinished sweeps the points so far, without a lowest', () => {
  const some = new Map([...results].slice(0, 12))
  const [line] = summarize(some, sweep, 'error')
  expect(line!.points.map(({ runs }) => runs)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 2, 2])
  expect(line).not.toHaveProperty('lowest')
  expect(summarize(new Map(), sweep, 'error')).toEqual([{ size: 1000, points: [] }])
})
