import { expect, test } from 'vitest'
import type { TrialRecord } from '../trials/trial-record.ts'
import { searchProgress } from './search-progress.ts'

const good: TrialRecord = { round: 0, index: 0, budget: 1, settings: { keep: 0.123456 }, value: 0.25, seconds: 0 }
const bad: TrialRecord = { round: 0, index: 1, budget: 1, settings: { keep: 1 }, error: 'Error: planted', seconds: 0 }

function shownTo(isTTY: boolean): string[] {
  const written: string[] = []
  const callback = searchProgress({ write: (text) => written.push(text), isTTY })
  callback.start!({ trials: 4, done: 1 })
  callback.trial!({ record: bad, best: undefined, done: 2, trials: 4 })
  callback.trial!({ record: good, best: good, done: 3, trials: 4 })
  callback.stop!({ reason: 'finished' })
  return written
}

test('elsewhere a line for each trial', () => {
  expect(shownTo(false)).toEqual([
    'trial 2/4: keep 1, failed (Error: planted)\n',
    'trial 3/4: keep 0.1235, value 0.25, best 0.25\n',
  ])
})

test('on a terminal one bar', () => {
  const frames = shownTo(true)
  expect(frames[0]).toBe(`\r\u001b[2K${'█'.repeat(6)}${'░'.repeat(18)} trial 1/4`)
  expect(frames[2]).toBe(`\r\u001b[2K${'█'.repeat(18)}${'░'.repeat(6)} trial 3/4, best 0.25`)
  expect(frames.at(-1)).toBe('\n')
})
