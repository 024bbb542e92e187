import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { peersFolder } from '../implementations/node-command.ts'
import * as cases from './cases/index.ts'
import { compat, runProgram } from './compat.ts'
import type { CompatCase, Values } from './compat-case.ts'
import { compatHtml } from './report/compat-html.ts'
import { compatMarkdown } from './report/compat-markdown.ts'
import { compatText } from './report/compat-text.ts'

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const all = Object.values(cases)
const folder = mkdtempSync(join(tmpdir(), 'compat-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

function programOf(text: string): ReturnType<typeof runProgram> {
  writeFileSync(join(folder, 'program.mjs'), text)
  return runProgram('program', `${folder}/`)
}

/** What each case must tell from what is right. */
const wrong: Readonly<Record<string, readonly Values[]>> = {
  'alpha-dropout-config': [{ 'one mask before': true, 'one mask after': false }, {}],
  'alpha-dropout-moments': [
    { 'mean at drop 0.1': 0.325, 'mean at drop 0.2': 0.62, 'mean at drop 0.5': 1.556, 'zeros become': [0.779, 2.338] },
    { 'mean at drop 0.1': 0, 'mean at drop 0.2': 0, 'mean at drop 0.5': 0.1, 'zeros become': [-0.779, 0.779] },
    { 'mean at drop 0.1': 0, 'mean at drop 0.2': 0, 'mean at drop 0.5': 0, 'zeros become': [0.779, 2.338] },
    {},
  ],
  'drop-everything': [{ dropout: [0], gaussianDropout: [0], alphaDropout: [1] }, {}],
  'dropped-infinity': [{ output: ['Infinity', 'NaN'] }, { output: [1] }, {}],
  'layer-in-a-network': [{ 'without dropout': [1], 'with dropout': 'no such type' }],
  'mask-of-each-step': [{ 'step 0': [2, 0], 'step 1': [2, 0] }],
  'rate-out-of-range': [{ output: [1, 2] }, { error: '' }],
  'scale-at-evaluation': [{ training: 0.8, evaluation: 0.2 }, {}],
  'seed-zero': [{ first: [1], second: [2] }],
}

test.each(all)('$name: Thinned is right, a mistake is not, and the library has its program', async (one) => {
  const values = await one.thinned()
  expect(one.holds(values), JSON.stringify(values)).toBe(true)
  expect(wrong[one.name]!.map((mistake) => one.holds(mistake))).toEqual(wrong[one.name]!.map(() => false))
  expect(existsSync(`${peersFolder}compat/${one.name}.mjs`)).toBe(true)
})

test('what the page of the documentation says of Thinned is what Thinned gives', async () => {
  const page = readFileSync(new URL('../../../../docs/compatibility.md', import.meta.url), 'utf8')
  const fresh = compatMarkdown(await compat(all, () => ({ why: '' })))
  const lasting = (text: string): string[] =>
    text
      .replaceAll(/ +/g, ' ')
      .split('\n')
      .filter((line) => /^(?:#|- |\| Thinned)/.test(line))
  expect(lasting(page)).toEqual(lasting(fresh))
})

test('a program says a version and values; what it prints before does not matter', () => {
  const say = 'console.log("Hi!\\n"); console.log(JSON.stringify({ version: "1.0", values: { a: [1, "NaN"] } }))'
  expect(programOf(say)).toEqual({ version: '1.0', values: { a: [1, 'NaN'] } })
})

test('a program that fails, or says nothing, gives no answer and a reason', () => {
  expect(programOf('throw new TypeError("no such layer")')).toEqual({
    why: 'its program ended with 1: TypeError: no such layer',
  })
  expect(programOf('process.kill(process.pid, "SIGKILL")')).toEqual({ why: 'its program ended with SIGKILL' })
  expect(programOf('')).toEqual({ why: 'its program printed no answer' })
})

const sign: CompatCase = {
  name: 'sign',
  title: 'A sign is kept',
  library: 'signs',
  reported: 'signs#1',
  asked: 'sign(-1) | 0 < 1',
  right: 'a number below 0',
  holds: ({ sign }) => Number(sign) < 0,
  thinned: () => ({ sign: -1, exact: -0.123456 }),
}

test('both answers are judged alike, and a library without one is said to have none', async () => {
  const [asked] = (await compat([sign], () => ({ version: '2.0', values: { sign: 1 } }))).cases
  expect(asked!.theirs).toEqual({ version: '2.0', values: { sign: 1 }, holds: false })
  expect(asked!.ours).toMatchObject({ values: { sign: -1 }, holds: true })
  const { cases, date } = await compat([sign], () => ({ why: 'it could not be installed' }))
  expect(cases[0]!.theirs).toEqual({ why: 'it could not be installed' })
  expect(date).toMatch(/^\d{4}-\d\d-\d\d$/)
})

test('the terminal, the page and the documentation show versions, what was printed and what is right', async () => {
  const seen = await compat([sign], () => ({ version: '2.0', values: { sign: 1 } }))
  const text = compatText(seen)
  for (const line of [
    'signs 2.0  sign: 1 (not right)',
    'Thinned    sign: -1; exact: -0.123 (right)',
    `Seen on ${seen.date}`,
  ])
    expect(text).toContain(line)
  const markdown = compatMarkdown(seen)
  expect(markdown).toContain('| signs 2.0 | sign: 1 | not right |')
  expect(markdown).toContain('- asked: sign(-1) \\| 0 \\< 1\n- right is: a number below 0\n- reported: signs#1\n')
  const html = compatHtml(seen)
  expect(html).toContain('sign(-1) | 0 &lt; 1')
  expect(html).toContain('<td class="not-right">not right</td>')
  expect(html).not.toMatch(/<(?:script|link|img)/)
  const unseen = await compat([sign], () => ({ why: 'it was not asked' }))
  expect(compatText(unseen)).toContain('signs    nothing: it was not asked (not seen)')
})
