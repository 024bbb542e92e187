import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What the backends of a main thread and of its workers found; see the program. */
function run(flags: readonly string[], wish: string | undefined): { main: number[]; workers: number[] } {
  const file = join(import.meta.dirname, 'revectorize-program.ts')
  const { THINNED_REVECTORIZE: _, ...env } = process.env
  const child = spawnSync(process.execPath, [...flags, '--conditions=@thinned/source', file], {
    encoding: 'utf8',
    env: wish === undefined ? env : { ...env, THINNED_REVECTORIZE: wish },
  })
  if (child.status !== 0) throw new Error(`It ended with ${child.status ?? child.signal}: ${child.stderr}`)
  return JSON.parse(child.stdout)
}

test('only the main thread switches the flag of the process: workers stay at 128 bits', { timeout: 60_000 }, () => {
  expect(new Set(run([], undefined).workers)).toEqual(new Set([128]))
})

test('where the process has the flag from its start, workers find what the main thread finds', {
  timeout: 60_000,
}, () => {
  const { main, workers } = run(['--experimental-wasm-revectorize'], '1')
  expect(workers).toHaveLength(12)
  // Which build is faster is measured, and may fall either way on a busy machine; that it was looked at cannot.
  for (const bits of [...main, ...workers]) expect([128, 256]).toContain(bits)
  expect(new Set(run([], '0').main)).toEqual(new Set([128]))
})
