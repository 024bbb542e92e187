import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { examplesOf } from './readme-examples.ts'
import { runExample } from './run-example.ts'
import { typeCheck } from './type-check.ts'

const ROOT = join(import.meta.dirname, '..')
const FRONT_DOOR = 'packages/thinned'
/** An example may train a small network. */
const PATIENCE = 60_000

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

describe('running an example', () => {
  test('it is TypeScript, with top-level await, and its output is returned', () => {
    expect(runExample('const a: number = await Promise.resolve(2)\nconsole.log(a, "x ")', ROOT)).toBe('2 x')
  })

  test('a failing example is an error with its message', () => {
    expect(() => runExample('throw new Error("as planted")', ROOT)).toThrow('as planted')
  })
})

const programs = globSync(['README.md', 'docs/**/*.md', '{packages,apps}/*/README.md'], { cwd: ROOT })
  .sort()
  .flatMap((readme) => {
    const folder = join(ROOT, /^(docs\/|README)/.test(readme) ? FRONT_DOOR : dirname(readme))
    return examplesOf(readFileSync(join(ROOT, readme), 'utf8')).map((example) => ({ ...example, readme, folder }))
  })

test.each(programs)(
  'the example of $readme:$line prints what stands below it',
  { timeout: PATIENCE },
  ({ code, folder, output }) => {
    expect(runExample(code, folder)).toBe(output)
  },
)

test('the types of every example are right', { timeout: PATIENCE }, () => {
  typeCheck(programs.map(({ readme, line, ...rest }) => ({ ...rest, name: `${readme.replaceAll('/', '-')}-${line}` })))
})

test('an example with a wrong type is refused, by its name', { timeout: PATIENCE }, () => {
  const code = "import { dropout } from 'thinned'\ndropout({ keep: 'a half' })"
  expect(() => typeCheck([{ name: 'planted', code, folder: join(ROOT, FRONT_DOOR) }])).toThrow(/planted\.ts.*error TS/)
})
