import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { examplesOf, trimmed } from './readme-examples.ts'
import { type Outcome, runExamples } from './run-examples.ts'
import { type Program, typeCheck } from './type-check.ts'

const ROOT = join(import.meta.dirname, '..')
const FRONT_DOOR = 'packages/thinned'
/** The package that has all others; a guide to one that is not behind the front door runs there. */
const CONFORMANCE = 'packages/conformance'
const BESIDE_THE_FRONT_DOOR = new Set(['docs/guides/report.md'])
/** An example may train a small network. */
const PATIENCE = 120_000

const block = (language: string, ...lines: string[]) => [`\`\`\`${language}`, ...lines, '```']

describe('finding the examples', () => {
  test('an example is a ts block and the text block after it', () => {
    const readme = ['# Title', '', ...block('ts', 'one()', '', 'two()'), '', ...block('text', '1  ', '2', '')]
    expect(examplesOf(readme.join('\n'))).toEqual([{ line: 3, code: 'one()\n\ntwo()', output: '1\n2' }])
  })

  test('blocks of other languages, and blocks with prose between, are none', () => {
    const readme = [...block('sh', 'ls'), ...block('text', 'x'), ...block('ts', 'a()'), 'prose', ...block('text', 'x')]
    expect(examplesOf(readme.join('\n'))).toEqual([])
  })

  test('a fence inside a longer fence is text', () => {
    const readme = ['````md', ...block('ts', 'a()'), ...block('text', 'x'), '````', ...block('ts', 'b()')]
    expect(examplesOf([...readme, ...block('text', 'y')].join('\n'))).toEqual([{ line: 9, code: 'b()', output: 'y' }])
  })

  test('a block that is never closed is an error', () => {
    expect(() => examplesOf('a\n```ts\none()')).toThrow('line 2 is never closed')
  })
})

function folderOf(page: string): string {
  if (BESIDE_THE_FRONT_DOOR.has(page)) return CONFORMANCE
  return /^(docs\/|README)/.test(page) ? FRONT_DOOR : dirname(page)
}

const pages = globSync(['README.md', 'docs/**/*.md', '{packages,apps}/*/README.md'], { cwd: ROOT })
  .sort()
  .map((page) => ({
    page,
    folder: join(ROOT, folderOf(page)),
    examples: examplesOf(readFileSync(join(ROOT, page), 'utf8')),
  }))
  .filter(({ examples }) => examples.length > 0)

// A process for each page: loading the sources takes longer than most examples.
describe.each(pages)('the example of $page', ({ folder, examples }) => {
  let outcomes: Outcome[]
  beforeAll(async () => {
    outcomes = await runExamples(examples, folder)
  }, PATIENCE)

  test.each(examples.map((example, i) => ({ ...example, i })))(
    'at line $line prints what stands below it',
    ({ i, output }) => {
      const { printed, error } = outcomes[i]!
      expect(error ?? trimmed(printed)).toBe(output)
    },
  )
})

test('the types of every example are right, and a wrong one is refused by its name', { timeout: PATIENCE }, () => {
  const programs = pages.flatMap(({ page, folder, examples }) =>
    examples.map(({ line, code }) => ({ code, folder, name: `${page.replaceAll('/', '-')}-${line}` })),
  )
  const code = "import { dropout } from 'thinned'\ndropout({ keep: 'a half' })"
  const errors = errorsOf([...programs, { name: 'planted', code, folder: join(ROOT, FRONT_DOOR) }])
  expect(errors).toEqual([expect.stringMatching(/planted\.ts.*error TS/)])
})

/** The errors that the compiler finds in programs: it takes as long for one as for all. */
function errorsOf(programs: readonly Program[]): string[] {
  try {
    typeCheck(programs)
    return []
  } catch (error) {
    return (error as Error).message.split('\n').filter((line) => line.includes('error TS'))
  }
}
