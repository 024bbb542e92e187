import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { docstringsOf, exampleOf, expectedOutput, exportsOf } from './doc-examples.ts'
import { trimmed } from './readme-examples.ts'
import { runExamples } from './run-examples.ts'
import { publicPackages } from './workspace.ts'

const ROOT = join(import.meta.dirname, '..')

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

for (const { folder, manifest } of publicPackages(ROOT)) {
  const documented = await exportsOf(folder, manifest)
  describe(`the examples in the docstrings of ${manifest.name}`, () => {
    const examples = documented.flatMap(({ examples }) => examples)
    test('are there for every export', () => {
      expect(documented.filter(({ missing }) => missing > 0).map(({ name }) => name)).toEqual([])
    })

    test('print what they say', { timeout: 120_000 }, async () => {
      const outcomes = await runExamples(examples, folder)
      const told = examples.map(({ name, output }) => ({ name, output }))
      const seen = outcomes.map(({ printed, error }, i) => ({
        name: examples[i]!.name,
        output: error ?? trimmed(printed),
      }))
      expect(seen).toEqual(told)
    })
  })
}
