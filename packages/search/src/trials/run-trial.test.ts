import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { SearchError } from '../search-error.ts'
import { runTrial } from './run-trial.ts'

test('a thread that cannot start is an error and no result of a trial', async () => {
  const run = {
    module: 'data:text/javascript,export const trial = () => 7',
    planned: { round: 0, index: 0, budget: 1, settings: {} },
    key: key(1),
    signal: new AbortController().signal,
    onReport: async () => {},
  }
  expect(await runTrial(run)).toMatchObject({ value: 7 })
  // As in a bundle, which lacks the module of the thread.
  const error = await runTrial(run, new URL('nowhere/trial-thread.js', import.meta.url)).catch(
    (error: unknown) => error,
  )
  expect(error).toBeInstanceOf(SearchError)
  expect(String(error)).toMatch(
    /The thread of a trial cannot be started: .*nowhere.* Leave @thinned\/search out of a bundle/s,
  )
})
