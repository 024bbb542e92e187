import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const SWEEP = fileURLToPath(new URL('../examples/keep-sweep.ts', import.meta.url))

test('a small sweep ends with its table; from its log it prints the same, and runs nothing', {
  timeout: 180_000,
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'thinned-sweep-'))
  try {
    const run = () => {
      const flags = ['--conditions=@thinned/source', SWEEP, '--small', '--log', join(folder, 'sweep.jsonl')]
      const { status, stdout, stderr } = spawnSync(process.execPath, flags, { encoding: 'utf8' })
      expect(status).toBe(0)
      return { stdout, trials: stderr.split('\n').filter((line) => line.startsWith('trial ')).length }
    }
    const first = run()
    expect(first.trials).toBe(6)
    expect(first.stdout).toMatch(
      /^rank +value +hidden +input\n( +\d.*\n){6}Without dropout the validation error is \d+\.\d+ %/,
    )
    expect(run()).toEqual({ stdout: first.stdout, trials: 0 })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
