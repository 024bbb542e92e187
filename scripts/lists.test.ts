import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findLists, listOf, MARKER, updateLists } from './lists.ts'

const OPS = 'packages/tensor/src/ops'
let root: string

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true })
  writeFileSync(join(root, path), text)
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'thinned-lists-'))
})

afterEach(() => rmSync(root, { recursive: true }))

const exporting = (...names: string[]) =>
  `${MARKER}\n\n${names.map((name) => `export * from './${name}.ts'\n`).join('')}`

test('a list exports every source file of its folder once, and nothing else', () => {
  const files = ['relu.ts', 'index.ts', 'add.ts', 'add.test.ts', 'add.test-d.ts', 'add.bench.ts', 'a.d.ts', 'notes.md']
  expect(listOf(files)).toBe(exporting('add', 'relu'))
})

test('names are ordered as Biome orders them: numbers by value', () => {
  const names = ['adam', 'adam-w', 'conv', 'conv-2d', 'conv2', 'conv10', 'log', 'log-softmax', 'log1p', 'softmax']
  const files = names.map((name) => `${name}.ts`)
  expect(listOf(files.toReversed())).toBe(exporting(...names))
})

test('a stale list is named by the check and left alone, then written', () => {
  write(`${OPS}/index.ts`, `${MARKER}\n`)
  write(`${OPS}/add.ts`, '')
  expect(updateLists(root, { write: false })).toEqual([`${OPS}/index.ts`])
  expect(readFileSync(join(root, OPS, 'index.ts'), 'utf8')).toBe(`${MARKER}\n`)
  expect(updateLists(root, { write: true })).toEqual([`${OPS}/index.ts`])
  expect(readFileSync(join(root, OPS, 'index.ts'), 'utf8')).toBe(exporting('add'))
  expect(updateLists(root, { write: false })).toEqual([])
})

test('a list can name a pattern of further files, which other lists leave out', () => {
  const marker = MARKER.replace('folder;', 'folder and ../ops/*.facts.ts;')
  write('packages/tensor/src/facts/index.ts', `${marker}\n`)
  write('packages/tensor/src/facts/fact.ts', '')
  write(`${OPS}/index.ts`, `${MARKER}\n`)
  for (const file of ['add.ts', 'add.facts.ts', 'relu.facts.ts']) write(`${OPS}/${file}`, '')
  updateLists(root, { write: true })
  expect(readFileSync(join(root, OPS, 'index.ts'), 'utf8')).toBe(exporting('add'))
  expect(readFileSync(join(root, 'packages/tensor/src/facts/index.ts'), 'utf8')).toBe(
    `${marker}\n\nexport * from '../ops/add.facts.ts'\nexport * from '../ops/relu.facts.ts'\nexport * from './fact.ts'\n`,
  )
})

test('a list can name the lists of its subfolders', () => {
  const marker = MARKER.replace('folder;', 'folder and */index.ts;')
  write(`${OPS}/index.ts`, `${marker}\n`)
  for (const family of ['sums', 'products']) write(`${OPS}/${family}/index.ts`, `${MARKER}\n`)
  write(`${OPS}/sums/sum.ts`, '')
  updateLists(root, { write: true })
  expect(readFileSync(join(root, OPS, 'index.ts'), 'utf8')).toBe(
    `${marker}\n\nexport * from './products/index.ts'\nexport * from './sums/index.ts'\n`,
  )
})

test('an index written by hand is no list', () => {
  write(`${OPS}/index.ts`, "export { add } from './add.ts'\n")
  write(`${OPS}/add.ts`, '')
  expect(updateLists(root, { write: true })).toEqual([])
})

test('the lists of this repository are fresh', () => {
  const stale = findLists(join(import.meta.dirname, '..')).filter(({ text, fresh }) => text !== fresh)
  expect(stale.map(({ path }) => path)).toEqual([])
})
