import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** The vector bits of backends on a main thread and on its workers, as the program prints them. */
function run(setting?: string): { main: number[]; workers: number[] } {
  const file = join(import.meta.dirname, 'revectorize-program.ts')
  const { THINNED_REVECTORIZE: _, ...env } = process.env
  const child = spawnSync(process.execPath, ['--conditions=@thinned/source', file], {
    encoding: 'utf8',
    env: setting === undefined ? env : { ...env, THINNED_REVECTORIZE: setting },
  })
  if (child.status !== 0) throw new Error(`It ended with ${child.status ?? child.signal}: ${child.stderr}`)
  return JSON.parse(child.stdout)
}

test('only the main thread sets the flag of the process: workers stay at 128 bits', { timeout: 60_000 }, () => {
  const { workers } = run()
  expect(workers).toEqual(new Array(12).fill(128))
})

test('THINNED_REVECTORIZE=0 leaves the flag alone', { timeout: 60_000 }, () => {
  expect(run('0').main).toEqual([128, 128, 128])
})
