import { key } from '@thinned/rng'
import { expect, test } from 'vitest'
import { SearchError } from '../search-error.ts'
import { runTrial } from './run-trial.ts'

const run = {
  module: 'data:text/javascript,export const trial = () => 7',
  planned: { round: 0, index: 0, budget: 1, settings: {} },
  key: key(1),
  signal: new AbortController().signal,
  limit: undefined,
  onReport: async () => {},
}

test('a thread that cannot start is an error and no result of a trial', async () => {
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

test('a trial that takes longer than its limit is ended, and its record says so', async () => {
  const module = 'data:text/javascript,export const trial = () => { for (;;); }'
  const record = await runTrial({ ...run, module, limit: 0.3 })
  expect(record).toMatchObject({ error: 'The trial took longer than 0.3 s, and was ended.' })
  expect(await runTrial({ ...run, limit: 20 })).toMatchObject({ value: 7 })
})
