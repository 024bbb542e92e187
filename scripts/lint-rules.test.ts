import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const BIOME = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')

/** Planted code that the rule of the engine's maths must refuse wherever the results of training come from. */
const REFUSED: Record<string, string> = {
  'a call': 'export const a = Math.exp(1)',
  'a value without a call': 'export const a = [1].map(Math.log1p)',
  'an optional chain': 'export const a = Math?.pow(2, 3)',
  'nested in an exact function': 'export const a = Math.abs(Math.tanh(1))',
  'random numbers without a key': 'export const a = Math.random()',
  'taken apart': 'export const { cbrt } = Math',
  renamed: 'const M = Math\nexport const a = M.hypot(1, 2)',
  indexed: "export const a = Math['atan2'](1, 2)",
  'in parentheses': 'export const a = (Math).sin(1)',
  cast: 'export const a = (Math as { cos(x: number): number }).cos(1)',
  'of the global object': 'export const a = globalThis.Math.log2(3)',
  'indexed in the global object': "export const a = globalThis['Math'].log10(3)",
  'taken out of the global object': 'const { Math: maths } = globalThis\nexport const a = maths.sinh(3)',
  'a power': 'export const a = (x: number): number => x ** 3',
  'a power of constants': 'export const a = 2 ** 53',
  'a power in place': 'export let a = 3\na **= 2',
}

/** Code that it must leave alone: what IEEE 754 and ECMAScript define exactly. */
const ALLOWED: Record<string, string> = {
  exact: 'export const a = Math.fround(Math.sqrt(Math.max(1, Math.abs(-2)))) + Math.imul(3, 5) + Math.clz32(1)',
  constants: 'export const a = Math.PI * Math.LN2',
  'other names': "export const a = { Math: 1, exp: (x: number): number => x, text: 'x ** 2' }",
  comments: '/** x ** 2 = Math.exp(1) */\nexport const a = 1',
}

const fileName = (name: string) => `${name.replaceAll(' ', '-')}.ts`
const folder = mkdtempSync(join(tmpdir(), 'thinned-lint-'))
let findings: Map<string, Set<string>>

function plant(path: string, code: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), `${code}\n`)
}

/** The rules that Biome reports for each planted file, under this repository's own configuration. */
function lint(): Map<string, Set<string>> {
  const run = spawnSync(process.execPath, [BIOME, 'lint', '--max-diagnostics=none', '--reporter=json', '.'], {
    cwd: folder,
    encoding: 'utf8',
  })
  const report: { diagnostics: { category: string; location: { path: string } }[] } = JSON.parse(run.stdout)
  const found = new Map<string, Set<string>>()
  for (const { category, location } of report.diagnostics) {
    const path = location.path.replaceAll('\\', '/').replace(`${folder}/`, '')
    found.set(path, (found.get(path) ?? new Set()).add(category))
  }
  return found
}

beforeAll(() => {
  const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'))
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }))
  cpSync(join(ROOT, 'scripts/lint'), join(folder, 'scripts/lint'), { recursive: true })
  for (const [name, code] of Object.entries(REFUSED)) plant(`packages/nn/src/refused/${fileName(name)}`, code)
  for (const [name, code] of Object.entries(ALLOWED)) plant(`packages/nn/src/allowed/${fileName(name)}`, code)
  for (const path of SCOPES.map(([path]) => path)) plant(path, REFUSED['a call']!)
  plant('packages/nn/src/speaks.ts', "console.log('x')")
  plant('packages/nn/src/speaks.test.ts', "console.log('x')")
  plant('scripts/speaks.ts', "console.log('x')")
  findings = lint()
})

afterAll(() => rmSync(folder, { recursive: true }))

const SCOPES: [path: string, refused: boolean][] = [
  ['packages/tensor/src/ops/planted.ts', true],
  ['packages/thinned/src/planted.ts', true],
  ['apps/demo/src/planted.ts', true],
  ['apps/demo/src/report/planted.ts', false],
  ['packages/metrics/src/planted.ts', false],
  ['packages/nn/src/planted.test.ts', false],
  ['scripts/planted.ts', false],
]

describe("the rule of the engine's maths", () => {
  for (const name of Object.keys(REFUSED)) {
    test(`refuses ${name}`, () => {
      expect(findings.get(`packages/nn/src/refused/${fileName(name)}`)).toContain('plugin')
    })
  }
  for (const name of Object.keys(ALLOWED)) {
    test(`allows ${name}`, () => {
      expect(findings.get(`packages/nn/src/allowed/${fileName(name)}`) ?? new Set()).not.toContain('plugin')
    })
  }
  for (const [path, refused] of SCOPES) {
    test(`${refused ? 'holds' : 'does not hold'} in ${path}`, () => {
      expect(findings.get(path)?.has('plugin') ?? false).toBe(refused)
    })
  }
})

test('libraries do not write to the console, tests and scripts may', () => {
  expect(findings.get('packages/nn/src/speaks.ts')).toContain('lint/suspicious/noConsole')
  expect(findings.get('packages/nn/src/speaks.test.ts')).toBeUndefined()
  expect(findings.get('scripts/speaks.ts')).toBeUndefined()
})
