import { spawnSync } from 'node:child_process'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

const TRIALS = 6 + 3 + 1

function run(log: string, deathAfter: number | 'never', workers: number): { signal: string | null; output: string } {
  const script = join(import.meta.dirname, 'killable.ts')
  const child = spawnSync(
    process.execPath,
    ['--conditions=@thinned/source', script, log, String(deathAfter), String(workers)],
    { encoding: 'utf8', timeout: 30_000 },
  )
  expect(child.stderr).toBe('')
  return { signal: child.signal, output: child.stdout }
}

test('killed again and again, with half a line left behind, it ends as if nothing had been', {
  timeout: 60_000,
}, () => {
  using folder = temporaryFolder()
  const [alone, killed] = [join(folder.path, 'alone.jsonl'), join(folder.path, 'killed.jsonl')]
  const { ended, ...whole } = JSON.parse(run(alone, 'never', 1).output)
  expect(ended).toBe(TRIALS)

  const lines = () => readFileSync(killed, 'utf8').split('\n').length - 2
  let last = 0
  for (const [deathAfter, workers] of [
    [1, 1],
    [3, 2],
    [2, 3],
  ] as const) {
    expect(run(killed, deathAfter, workers).signal).toBe('SIGKILL')
    // Another trial may have come into the log before the death.
    expect(lines()).toBeGreaterThanOrEqual(last + deathAfter)
    last = lines()
    appendFileSync(killed, '{"round":0,"index":5,"budg')
  }
  const { ended: rest, ...resumed } = JSON.parse(run(killed, 'never', 2).output)
  expect(resumed).toEqual(whole)
  expect(rest).toBe(TRIALS - last)
  expect(lines()).toBe(TRIALS)

  // With all trials in the log nothing is run, and a trial whose line was lost is run again.
  expect(JSON.parse(run(killed, 'never', 2).output)).toEqual({ ended: 0, ...whole })
  const [header, first, ...others] = readFileSync(killed, 'utf8').split('\n')
  expect(first).toContain('"round":0')
  writeFileSync(killed, [header, ...others].join('\n'))
  expect(JSON.parse(run(killed, 'never', 2).output)).toEqual({ ended: 1, ...whole })
})
