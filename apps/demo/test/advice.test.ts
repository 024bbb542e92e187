import { readFileSync } from 'node:fs'
import type { diagnosis } from 'thinned'
import { expect, test } from 'vitest'
import { type Advised, advised, markdown, rowOf } from '../examples/advice/advised.ts'
import { runs } from '../examples/advice/runs.ts'

/** What must be said of each run, and the keep before each layer with weights. */
const right: Readonly<Record<string, readonly [keeps: readonly number[], ...kinds: diagnosis.FindingKind[]]>> = {
  '200 digits': [[0.8, 0.5], 'overfitting', 'addDropout', 'validationRose'],
  '400 digits, keep 0.5': [[0.8, 0.5], 'overfitting', 'stillOverfitting'],
  '400 digits, 3 hidden units': [[0.8, 1], 'noOverfitting', 'raiseCapacity'],
  'greenhouse, grade': [[1, 0.5, 0.5], 'overfitting', 'addDropout', 'validationRose'],
  'greenhouse, grade, keep 0.1': [[1, 0.5, 0.5], 'noOverfitting', 'underfitting'],
  'greenhouse, humidity': [[1, 0.5], 'overfitting', 'addDropout', 'validationRose'],
  'Friedman 1, keep 0.5': [[1, 0.5], 'noOverfitting', 'underfitting'],
  'Friedman 1, 6 epochs': [[1, 0.5], 'noOverfitting', 'trainLonger'],
  'moons, noise 0.35, 30 to validate': [[1, 0.5, 0.5], 'tooFewExamples'],
  'moons, noise 0.5': [[1, 0.5], 'noOverfitting', 'leveledOff'],
  'spirals, 4 hidden units': [[1, 1], 'noOverfitting', 'raiseCapacity'],
  'circles, keep 0.8': [[1, 0.5], 'noOverfitting', 'nothingToGain'],
}

const README = new URL('../examples/README.md', import.meta.url)

test('of twelve real runs the right things are said, and the README shows them', { timeout: 60_000 }, async () => {
  const results: Advised[] = []
  for (const run of runs) results.push(await advised(run))
  expect(Object.keys(right)).toEqual(runs.map(({ name }) => name))
  for (const { run, findings, keeps } of results) {
    const [expected, ...kinds] = right[run.name]!
    expect([run.name, ...findings.map(({ kind }) => kind)]).toEqual(expect.arrayContaining(kinds))
    expect(keeps.layers.flatMap(({ place, keep }) => (place === 'before' ? keep : []))).toEqual(expected)
  }
  expect(readFileSync(README, 'utf8')).toContain(markdown(results.map(rowOf)))
})
