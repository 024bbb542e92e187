import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readFindings } from '../findings.ts'
import { studyOf } from '../studies.ts'
import { withTables } from './document.ts'

const page = fileURLToPath(new URL('../../../../../docs/uncertainty.md', import.meta.url))
const beside = (file: string): string => join(dirname(page), file)

test('docs/uncertainty.md has the tables and plots of its findings; bench uncertainty --document writes them', () => {
  const text = readFileSync(page, 'utf8')
  const written = withTables(text, (source) => readFindings(beside(source)))
  expect(written.text).toBe(text)
  expect(written.sources.size).toBeGreaterThanOrEqual(4)
  for (const [source, findings] of written.sources) {
    expect(findings.seeds.map(({ seed }) => seed)).toEqual([0, 1, 2, 3, 4])
    for (const [name, svg] of Object.entries(studyOf(findings).plots(findings)))
      expect(readFileSync(beside(source.replace(/\.json$/, `-${name}.svg`)), 'utf8')).toBe(svg)
  }
})
