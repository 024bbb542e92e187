import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type DocExample, docstringsOf, exampleOf, expectedOutput, exportsOf } from './doc-examples.ts'
import { trimmed } from './readme-examples.ts'
import type { Outcome } from './run-doc-examples.ts'
import { publicPackages } from './workspace.ts'

const ROOT = join(import.meta.dirname, '..')

/** What each program prints, run in a folder. */
function runAll(examples: readonly Pick<DocExample, 'name' | 'code'>[], folder: string): Outcome[] {
  const script = join(import.meta.dirname, 'run-doc-examples.ts')
  const run = spawnSync(process.execPath, ['--conditions=@thinned/source', script, folder], {
    input: JSON.stringify(examples),
    encoding: 'utf8',
  })
  if (run.status !== 0)
    throw new Error(`The examples of ${folder} ended with ${run.status ?? run.signal}:\n${run.stderr}`)
  return JSON.parse(run.stdout)
}

describe('finding the examples', () => {
  test('of functions, constants and classes, by the name they are exported under', () => {
    const source = `/** One. */\nexport function one() {}\n/**\n * Two.\n * @example\n */\nexport const two = 2\n/** x */\nconst x = 1\n/** C */\nexport class C {}`
    expect([...docstringsOf(source)]).toEqual([
      ['one', 'One.'],
      ['two', 'Two.\n@example'],
      ['C', 'C'],
    ])
  })

  test('the block after @example, with what it says that it prints', () => {
    const docstring =
      'Adds.\n@example\n```ts\nconsole.log(1) // 1\n\nconsole.log([1,\n2]) // [\n//   2 ]\n// and\n```\n'
    expect(exampleOf('add', docstring)).toEqual({
      name: 'add',
      code: 'console.log(1) // 1\n\nconsole.log([1,\n2]) // [\n//   2 ]\n// and',
      output: '1\n[\n  2 ]\nand',
    })
    expect(exampleOf('add', 'Adds.')).toBeUndefined()
  })

  test('a comment that follows no print is no output', () => {
    expect(expectedOutput('// first\nf() // 1\n\n// then\ng("a//b")')).toBe('1')
  })
})

test('an example that fails, and one that prints something else, are told', () => {
  const [wrong, failing] = runAll(
    [
      { name: 'a', code: 'const x: number = 1\nconsole.log(x, [x])' },
      { name: 'b', code: 'throw new Error("as planted")' },
    ],
    ROOT,
  )
  expect(wrong).toEqual({ printed: '1 [ 1 ]' })
  expect(failing!.error).toContain('as planted')
})

for (const { folder, manifest } of publicPackages(ROOT)) {
  const documented = await exportsOf(folder, manifest)
  describe(`the examples in the docstrings of ${manifest.name}`, () => {
    const examples = documented.flatMap(({ examples }) => examples)
    test('are there for every export', () => {
      expect(documented.filter(({ missing }) => missing > 0).map(({ name }) => name)).toEqual([])
    })

    test('print what they say', { timeout: 120_000 }, () => {
      const outcomes = runAll(examples, folder)
      const told = examples.map(({ name, output }) => ({ name, output }))
      const seen = outcomes.map(({ printed, error }, i) => ({
        name: examples[i]!.name,
        output: error ?? trimmed(printed),
      }))
      expect(seen).toEqual(told)
    })
  })
}
