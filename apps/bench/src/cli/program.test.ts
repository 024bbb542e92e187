import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { nodeCommand } from '../implementations/node-command.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { program, args: before } = nodeCommand('src/main.ts', [])
  return spawnSync(program, [...before, ...args], { encoding: 'utf8' })
}

test('a mistake on the command line is one line and exit code 2', () => {
  expect(run('mpl')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^error: there is no workload "mpl".*\n$/),
  })
  expect(run('--fast')).toMatchObject({ status: 2, stderr: expect.stringContaining("unknown option '--fast'") })
  expect(run('--html')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("'--html <file>' argument missing"),
  })
})

test('help names every workload', () => {
  const { status, stdout } = run('--help')
  expect(status).toBe(0)
  for (const name of ['mlp-dense-input', 'limit-copy-64MB', 'mc-100']) expect(stdout).toContain(name)
})

test('a quick run of the small net, on Thinned alone, with both files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-test-'))
  const [json, page] = [join(folder, 'a.json'), join(folder, 'a.html')]
  const { status, stdout } = run('--quick', '--no-peers', 'small', '--json', json, '--html', page)
  expect(status).toBe(0)
  expect(stdout).toContain('deterministic')
  const { rows, fallbacks } = JSON.parse(readFileSync(json, 'utf8')) as { rows: object[]; fallbacks: number }
  expect(rows).toEqual([
    expect.objectContaining({ workload: 'small', library: 'thinned', mode: 'deterministic', unit: 'steps/s' }),
  ])
  expect(stdout).toContain(`fallbacks to the reference: ${fallbacks}`)
  expect(readFileSync(page, 'utf8')).toContain('<title>Thinned: the bench</title>')
  rmSync(folder, { recursive: true })
})

test('the compatibility page without the libraries, with its files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bench-test-'))
  const [json, page, markdown] = ['a.json', 'a.html', 'a.md'].map((name) => join(folder, name))
  const { status, stdout } = run('compat', '--no-peers', '--json', json!, '--html', page!, '--markdown', markdown!)
  expect(status).toBe(0)
  expect(stdout).toContain('convnetjs  nothing: it was not asked (not seen)')
  const { cases } = JSON.parse(readFileSync(json!, 'utf8')) as { cases: { ours: { holds: boolean } }[] }
  expect(cases.map(({ ours }) => ours.holds)).toEqual(cases.map(() => true))
  expect(readFileSync(page!, 'utf8')).toContain('<title>Thinned: edges of dropout</title>')
  expect(readFileSync(markdown!, 'utf8')).toContain('| convnetjs | nothing: it was not asked | not seen |')
  rmSync(folder, { recursive: true })
})

test('a page without marks is refused before anything is measured', () => {
  const { status, stderr } = run('--markdown', 'package.json', 'small')
  expect(status).toBe(2)
  expect(stderr).toContain('error: --markdown package.json: It has no pair of <!-- bench: name --> and <!-- end -->')
})

test('where Thinned itself cannot be measured, the run fails', () => {
  const { status, stdout, stderr } = run('--quick', '--no-peers', '--chromium', '/no/such/browser', 'small')
  expect(status).toBe(1)
  expect(stdout).toContain('no row: small by thinned chromium')
  expect(stderr).toContain('error: small by thinned chromium could not be measured.')
})
