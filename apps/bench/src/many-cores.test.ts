import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { nodeCommand } from './implementations/node-command.ts'

test('the script for many cores prints a table and JSON, and compares the bits', () => {
  const { program, args } = nodeCommand('peers/many-cores/many-cores.mjs', [])
  const given = ['--quick', '--only', 'small', '--threads', '1,2', '--python', 'none']
  const { status, stdout, stderr } = spawnSync(program, [...args, ...given], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(stdout).toMatch(/^small +thinned +2 .* steps\/s +\d/m)
  expect(stdout).toContain('The weights have the same bits at every number of threads.')
  const { results } = JSON.parse(stdout.trim().split('\n').at(-1)!) as { results: { threads: number }[] }
  expect(results.map(({ threads }) => threads)).toEqual([1, 2])
}, 60_000)
