import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dropoutFacts } from '../packages/dropout/src/facts/index.ts'
import { type Facts, factsOf, variantTables, withTables } from './variant-tables.ts'

const facts = { ...dropoutFacts, settings: [0.1, 0.5, 0.9].map((keep) => ({ keep })) } as unknown as Facts
const cells = (tables: string): string[][] =>
  tables
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )

test('a variant has a row of its facts and a row of its counterparts', () => {
  const { drops, formula, evaluation, source } = facts
  const others = { dropout: { PyTorch: '`Dropout`', Keras: '`Dropout`, too' } }
  expect(cells(variantTables([facts], others))).toEqual([
    ['`dropout`', drops, `\`${formula}\``, '`1`', '`(1 − keep)/keep`', evaluation, source],
    ['`dropout`', 'PyTorch: `Dropout`; Keras: `Dropout`, too'],
  ])
})

test('a variant that nobody found in other libraries, or looked for, is named below the table', () => {
  const tables = variantTables([facts, { ...facts, name: 'newDropout' }], { dropout: {} })
  expect(cells(tables)).toHaveLength(2)
  expect(tables).toContain('Not found in these libraries: `dropout`. Not looked for: `newDropout`. The table is')
})

test('without formulas of its moments it shows values at one of its settings', () => {
  const { moments: _, ...noise } = facts.noise
  const own = (rest: object): string[] => cells(variantTables([{ ...facts, noise: { ...noise, ...rest } }], {}))[0]!
  expect(own({}).slice(3, 5)).toEqual(['1 at keep 0.5', '1 at keep 0.5'])
  expect(own({ variance: () => 2 / 3, on: 'normal' })[4]).toBe('0.667 at keep 0.5, of x ~ N(0, 1)')
  expect(own({ mean: () => Number.NaN })[3]).toBe('see its formula')
})

test('a bar in a formula does not end its cell, and columns are as wide as their widest cell', () => {
  const [head, rule, row] = variantTables([{ ...facts, formula: 'x | m' }], {}).split('\n')
  expect(row).toContain('`x \\| m`')
  expect([rule!.length, row!.length]).toEqual([head!.length, head!.length])
})

test('facts are found by how their names end', () => {
  expect(factsOf({ dropout: () => {}, dropoutFacts: facts })).toEqual([facts])
})

test('a README that lost the lines is refused', () => {
  expect(() => withTables('# Dropout', 'tables')).toThrow('has lost the lines between which the tables stand')
})

test('the tables of the README are fresh', () => {
  const script = join(import.meta.dirname, 'variant-tables.ts')
  const said = execFileSync(process.execPath, ['--conditions=@thinned/source', script, '--check'], { encoding: 'utf8' })
  expect(said).toBe('')
})
