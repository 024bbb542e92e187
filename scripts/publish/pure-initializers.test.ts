import { Rolldown } from 'tsdown'
import { expect, test } from 'vitest'
import { pureInitializers } from './pure-initializers.ts'

/** What a module becomes when it is published. */
async function published(code: string): Promise<string> {
  const source = { name: 'source', resolveId: (id: string) => id, load: () => code }
  const bundle = await Rolldown.rolldown({ input: 'source.js', plugins: [source, pureInitializers()] })
  const { output } = await bundle.generate({ format: 'esm' })
  return output[0].code
}

/** Of published code, what a program takes that only wants `used`. */
async function bundled(code: string): Promise<string> {
  const modules: Record<string, string> = { program: "export { used } from 'library'", library: code }
  const program = { name: 'program', resolveId: (id: string) => id, load: (id: string) => modules[id]! }
  const bundle = await Rolldown.rolldown({ input: 'program', plugins: [program] })
  const { output } = await bundle.generate({ format: 'esm' })
  return output[0].code
}

test('a bundler drops the constants that a program does not use, whatever code fills them', async () => {
  const code = `const table = { a: () => 1 }
export const used = Object.keys(table)
export const spread = { ...table, mark: 'unused' }
export const called = [table].map((each) => each.unused)`
  expect(await bundled(code)).toContain('unused')
  const program = await bundled(await published(code))
  expect(program).toContain('Object.keys(table)')
  expect(program).not.toContain('unused')
})

test('literals, functions, classes and what waits are left alone', async () => {
  const code = `const a = [1, { b: 2 }]
const f = () => a.map(String)
const C = class { c = f() }
const d = await f()
export { C, a, d, f }`
  expect(await published(code)).not.toContain('@__PURE__')
})

test('constants that are destructured are dropped one by one', async () => {
  const code =
    'const all = { a: [1], b: ["unused"], c: [3] }\nconst { a, b: other, c } = Object(all)\nexport { a as used, other, c }'
  const program = await bundled(await published(code))
  expect(program).toMatch(/destructured\$\d\.a\b/)
  expect(program).not.toMatch(/\bother\b|\.c\b/)
  expect(await published('const [a, b] = f()\nexport { a, b }')).toContain('(() => destructured$0[1])()')
})

test('a rest of what is destructured is refused', async () => {
  await expect(published('export const { a, ...rest } = f()')).rejects.toThrow('A module takes { a, ...rest } apart')
})
