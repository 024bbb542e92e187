import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { greenhouse } from '@thinned/data'
import { key } from '@thinned/rng'
import { afterEach, beforeEach, expect, test } from 'vitest'

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const SMALL = ['--train', '100', '--epochs', '2', '--hidden', '16', '--keep', '0.5', '--samples', '10']

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thinned-demo-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function start(...options: string[]): ChildProcessWithoutNullStreams {
  const env = { ...process.env, INIT_CWD: folder }
  return spawn(process.execPath, ['--conditions=@thinned/source', MAIN, ...options], { env })
}

async function ended(child: ChildProcessWithoutNullStreams) {
  const text = { stdout: '', stderr: '' }
  child.stdout.on('data', (bytes) => (text.stdout += bytes))
  child.stderr.on('data', (bytes) => (text.stderr += bytes))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, ...text }
}

const demo = (...options: string[]) => ended(start(...options))

test('one seed gives one document, on both backends, another seed another', { timeout: 180_000 }, async () => {
  const numbers = async (...options: string[]) => {
    const { code, stdout } = await demo(...SMALL, '--json', ...options)
    expect(code).toBe(0)
    const { plain, dropout, ...rest } = JSON.parse(stdout)
    const { seconds: first, ...plainNumbers } = plain
    const { seconds: second, ...dropoutNumbers } = dropout
    expect(first).toBeGreaterThan(0)
    expect(second).toBeGreaterThan(0)
    return { ...rest, plain: plainNumbers, dropout: dropoutNumbers }
  }
  const one = await numbers('--seed', '1')
  expect(one).toMatchObject({ data: 'digits', train: 100, seed: 1, backend: 'wasm', plain: { epochs: 2 } })
  for (const name of ['trainError', 'testError', 'gap', 'loss', 'thinnedLoss', 'epochs', 'ece', 'errorAuroc'])
    expect(one.dropout[name]).toBeTypeOf('number')
  expect(one.monteCarlo).toMatchObject({ samples: 10, ece: expect.any(Number), sets: { level: 0.9 } })
  expect(one.dropout.diagnosis).toMatchObject({
    examples: expect.any(Number),
    layers: [{ path: 'relu1', units: 16, zeroShare: expect.any(Number), gini: expect.any(Number) }],
    withoutHalf: { loss: expect.any(Number), error: expect.any(Number) },
  })
  expect(one.dropout.gap).toBe(one.dropout.testError - one.dropout.trainError)
  expect(await numbers('--seed', '1', '--backend', 'reference')).toEqual({ ...one, backend: 'reference' })
  expect((await numbers('--seed', 'autumn')).plain).not.toEqual(one.plain)
})

test('without --json: a table, the sentence, and the path of the page', { timeout: 180_000 }, async () => {
  const { code, stdout, stderr } = await demo(...SMALL, '--report', 'page.html')
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /│ test error .*\n[\s\S]*│ backend +│ +wasm │ +wasm │\n[\s\S]*\nDropout .+\n\n[\s\S]*│ calibration error \(ECE\) .*\n[\s\S]*\n\nReport: .*page\.html\n$/,
  )
  expect(stdout + stderr).not.toContain('\x1b')
  expect(existsSync(join(folder, 'page.html'))).toBe(true)
})

test('a table: classes and numbers, and a target that it lacks', { timeout: 180_000 }, async () => {
  writeFileSync(join(folder, 'plants.csv'), greenhouse({ size: 400, key: key(0) }))
  const table = (...options: string[]) => demo('--csv', 'plants.csv', ...options, '--epochs', '2', '--hidden', '16')
  const grade = await table('--target', 'grade', '--json')
  expect(grade.code).toBe(0)
  expect(JSON.parse(grade.stdout)).toMatchObject({
    data: 'plants.csv',
    task: 'classification',
    measure: 'error',
    train: 256,
    validation: 64,
    test: 80,
    target: 'grade',
    leftOut: [],
    advice: expect.stringContaining('test error'),
  })
  const humidity = await table('--target', 'humidity', '--drop', 'soil')
  expect(humidity.code).toBe(0)
  expect(humidity.stderr).toContain('Left out: "soil", by --drop.\n')
  expect(humidity.stderr).toContain('\nWarning: dropout1 (keep 0.5) stands right before linear2 (linear), the output')
  expect(grade.stderr).not.toContain('Warning')
  expect(humidity.stdout).toMatch(
    /│ test RMSE .*\n[\s\S]*test RMSE from .+ to [\s\S]*│ 90 % intervals hold the target [\s\S]*Report: /,
  )
  expect(await table('--target', 'yield', '--json')).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^error: --target was given "yield"; plants.csv has the columns "crop", [^\n]*\n$/),
  })
})

test('a table with ids, codes, quotes and missing cells says what it leaves out', { timeout: 180_000 }, async () => {
  const cells = (i: number) => [
    4000000000000000 + i * 7919,
    `0${1000 + (i % 3)}`,
    `"Smith <b>${i}</b>, J."`,
    i % 4 === 0 ? '' : (i * 37) % 50,
    i % 30 === 0 ? '' : i % 3 === 1 ? '"late, again"' : 'on time',
  ]
  const rows = Array.from({ length: 90 }, (_, i) => cells(i).join(','))
  writeFileSync(join(folder, 'accounts.csv'), ['account,zip,name,usage,paid', ...rows, ''].join('\r\n'))
  const small = ['--epochs', '3', '--hidden', '8', '--report', 'page.html']
  const { code, stderr, stdout } = await demo('--csv', 'accounts.csv', '--target', 'paid', ...small)
  expect(code).toBe(0)
  expect(stderr).toContain(
    [
      'Left out: "account" has numbers of 16 digits that all differ, as ids have.',
      'Left out: "name" has 90 different texts in 90 rows, as ids and names have.',
      '3 rows without a target are left out.\n',
    ].join('\n'),
  )
  expect(stdout).toContain('│ test error ')
  const page = readFileSync(join(folder, 'page.html'), 'utf8')
  expect(page).toContain('<li>Left out: &#34;account&#34; has numbers of 16 digits')
  expect(page).toContain('<td>late, again')
  expect(page).not.toContain('<b>')
})

test('names, classes and cells that hold HTML are texts of the page', { timeout: 180_000 }, async () => {
  const attack = (text: string): string =>
    `"<img src=x onerror=""alert('${text}')""></td></script><script>${text}&amp;"`
  const cells = (i: number) => [attack(`cell ${i % 4}`), (i * 37) % 50, attack(`class ${(i * 7) % 3}`), attack('all')]
  const rows = Array.from({ length: 90 }, (_, i) => cells(i).join(','))
  const heads = [attack('column'), 'x', attack('target'), attack('constant')].join(',')
  writeFileSync(join(folder, '<b>.csv'), [heads, ...rows, ''].join('\n'))
  const target = attack('target').slice(1, -1).replaceAll('""', '"')
  const small = ['--epochs', '2', '--hidden', '8', '--report', 'page.html']
  const { code, stderr } = await demo('--csv', '<b>.csv', '--target', target, ...small)
  expect(stderr).not.toContain('error:')
  expect(code).toBe(0)
  const page = readFileSync(join(folder, 'page.html'), 'utf8')
  for (const text of ['column', 'target', 'cell 1', 'class 1'])
    expect(page.includes(`alert(&#39;${text}&#39;)`), text).toBe(true)
  expect(page.match(/<script|<b>|<img src=x|onerror="/)).toBeNull()
})

test('a reader of standard output that leaves early is no failure', { timeout: 180_000 }, async () => {
  const child = start(...SMALL, '--json', '--report', 'page.html')
  child.stdout.destroy()
  const { code, stderr } = await ended(child)
  expect(code).toBe(0)
  expect(stderr).not.toMatch(/EPIPE|^ +at /m)
  expect(existsSync(join(folder, 'page.html'))).toBe(true)
})

test('a failure says one line on standard error and nothing on standard output', { timeout: 180_000 }, async () => {
  expect(await demo('--json', '--keep', '2')).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^error: --keep was given "2"[^\n]*\n$/),
  })
  expect(await demo('--samples', '9')).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: --samples was given "9"; it takes an integer from 10.\n',
  })
  expect(await demo('--json', '--report', 'none/page.html')).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(
      /^error: --report was given "[^\n]*none\/page\.html", which cannot be written[^\n]*\n$/,
    ),
  })
  expect(await demo('--json', '--color')).toMatchObject({ code: 2, stdout: '' })
  const diverged = await demo(...SMALL, '--json', '--learning-rate', '1e30')
  expect(diverged).toMatchObject({ code: 1, stdout: '' })
  expect(diverged.stderr).toMatch(/\nerror: The loss at step [^\n]*\n$/)
})

test('Ctrl-C stops without a trace', { timeout: 180_000 }, async () => {
  const child = start('--train', '5000', '--epochs', '1000')
  child.stderr.once('data', () => child.kill('SIGINT'))
  const { code, stdout, stderr } = await ended(child)
  expect(code).toBe(130)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/\nStopped before the end; nothing was written\.\n$/)
  expect(stderr).not.toMatch(/^ +at /m)
  expect(existsSync(join(folder, 'thinned-report.html'))).toBe(false)
})
