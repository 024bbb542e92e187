import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wasm } from '@thinned/wasm'
import { expect, test } from 'vitest'
import { UsageError } from '../../cli/usage-error.ts'
import { earlierSeeds, findingsOf, formatFindings } from '../findings.ts'
import { withTables, writeDocument } from '../report/document.ts'
import { terminal } from '../report/terminal.ts'
import type { Measures } from '../study.ts'
import { SCALINGS } from './measures/scaling.ts'
import { PREDICTORS } from './predictors.ts'
import { runSeed } from './run-seed.ts'
import { sections } from './sections.ts'
import { ANGLES, settingsFor } from './settings.ts'

const settings = settingsFor('digits', true)
const backend = await wasm({ threads: 1 })
const lines: string[] = []
const seeds = [0, 1].map((seed) => runSeed(settings, seed, { backend, say: (line) => void lines.push(line) }))
const findings = findingsOf(settings, await Promise.all(seeds))

test('a run measures every predictor, and says which net it trains', () => {
  const kinds = Object.keys(PREDICTORS)
  expect(lines.filter((line) => line.startsWith('net 1 of 2 with dropout'))).toHaveLength(2)
  for (const { measures, entropyOfOnes, sampling } of findings.seeds) {
    expect(Object.keys(measures)).toEqual(kinds)
    for (const [name, figures] of Object.entries(measures)) {
      for (const [figure, value] of Object.entries(figures))
        expect(value).toBeGreaterThanOrEqual(/debiased/i.test(figure) ? -1 : 0)
      for (const scaling of Object.keys(SCALINGS)) expect(figures).toHaveProperty([`${scaling}.ece`])
      expect(figures).toHaveProperty(['letters.entropy.auroc'])
      expect(figures).toHaveProperty(['letters.entropy.fpr95'])
      expect('letters.mutualInformation.auroc' in figures).toBe(!['softmax', 'fullNetwork'].includes(name))
    }
    const { 'tolerance.0.05.asNeeded.passes': passes, 'tolerance.0.05.most.passes': most } = sampling
    expect(figures(sampling, 'largest')[0]).toBeGreaterThanOrEqual(figures(sampling, 'largest')[1]!)
    expect(passes).toBeGreaterThanOrEqual(10)
    expect(passes).toBeLessThanOrEqual(most!)
    for (const curve of Object.values(entropyOfOnes)) expect(curve).toHaveLength(ANGLES.length)
  }
  const [first, second] = findings.seeds.map(({ measures }) => measures)
  expect(first!.softmax['error']).not.toBe(second!.softmax['error'])
  expect([first!.monteCarlo['passes'], first!.dropoutEnsemble['passes'], first!.ensemble['nets']]).toEqual([10, 10, 2])
})

const figures = (sampling: Measures, figure: string) =>
  ['asNeeded', 'most'].map((way) => sampling[`tolerance.0.05.${way}.${figure}`]!)

test('the same seed gives the same figures, but for times', async () => {
  const again = await runSeed(settings, 1, { backend, say: () => {} })
  const timeless = (seed: typeof again) => JSON.stringify(seed, (name, value) => (/econds$/.test(name) ? 0 : value))
  expect(timeless(again)).toBe(timeless(findings.seeds[1]!))
})

test('the tables stand in the terminal and in a document, with a plot', () => {
  for (const { title } of sections(findings)) expect(terminal(findings)).toContain(title)
  const folder = mkdtempSync(join(tmpdir(), 'uncertainty-test-'))
  writeFileSync(join(folder, 'a.json'), formatFindings(findings))
  const page = join(folder, 'page.md')
  writeFileSync(page, 'Before.\n\n<!-- a.json: Run -->\nold\n<!-- end -->\n\n<!-- a.json: Cost -->\n<!-- end -->\n')
  writeDocument(page)
  const written = readFileSync(page, 'utf8')
  expect(written).toMatch(/^Before\.\n\n<!-- a\.json: Run -->\n\n200 training images, /)
  expect(written).toContain('| nets to train')
  expect(written).not.toContain('old')
  writeDocument(page)
  expect(readFileSync(page, 'utf8')).toBe(written)
  expect(readFileSync(join(folder, 'a-rotation.svg'), 'utf8')).toContain('prefers-color-scheme: dark')
  rmSync(folder, { recursive: true })
  expect(() => withTables('<!-- a.json: Costs -->\n<!-- end -->', () => findings)).toThrow(
    'there is no table "Costs"; there are Run, The test images',
  )
})

test('a run goes on where a file ends, if it is one of the same settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'uncertainty-test-'))
  const file = join(folder, 'a.json')
  expect(earlierSeeds(file, settings)).toEqual([])
  writeFileSync(file, formatFindings(findings))
  expect(earlierSeeds(file, settings)).toEqual(findings.seeds)
  expect(() => earlierSeeds(file, settingsFor('digits', false))).toThrow(UsageError)
  writeFileSync(file, '{')
  expect(() => earlierSeeds(file, settings)).toThrow('cannot be read as findings')
  rmSync(folder, { recursive: true })
})
