import { key } from '@thinned/rng'
import { wasm } from '@thinned/wasm'
import { expect, test } from 'vitest'
import { findingsOf } from '../findings.ts'
import { terminal } from '../report/terminal.ts'
import { awaySvg } from './away-svg.ts'
import { GRID, pointsOf, REGIONS, regionOf, truth } from './curve.ts'
import { PREDICTORS } from './predictors.ts'
import { runSeed, trainingPoints } from './run-seed.ts'
import { sections } from './sections.ts'
import { settingsFor } from './settings.ts'

test.each(REGIONS)('points lie in their region (%s), on both sides, and have the noise', (region) => {
  const { inputs, targets } = pointsOf(region, 1000, 0.1, key(1))
  const x = Array.from(inputs.data)
  expect(x.every((value) => regionOf(value) === region)).toBe(true)
  // 4 standard errors of a count of 1,000, and of a mean of 1,000 squares, √0.002.
  expect(Math.abs(x.filter((value) => value > 0).length - 500)).toBeLessThan(64)
  const squares = x.map((value, i) => ((targets.data[i]! - truth(value)) / 0.1) ** 2)
  expect(Math.abs(squares.reduce((sum, square) => sum + square, 0) / 1000 - 1)).toBeLessThan(0.18)
})

test('a run measures every predictor in every region, shows it and draws it', async () => {
  const settings = settingsFor('gap', true)
  const backend = await wasm({ threads: 1 })
  const seed = await runSeed(settings, 0, { backend, say: () => {} })
  const findings = findingsOf(settings, [seed])
  expect(Object.keys(seed.measures)).toEqual(Object.keys(PREDICTORS))
  for (const figures of Object.values(seed.measures))
    for (const region of REGIONS) {
      expect(figures[`${region}.coverage`]).toBeGreaterThanOrEqual(0)
      expect(figures[`${region}.coverage`]).toBeLessThanOrEqual(1)
    }
  expect(seed.measures.one['gap.deviation']).toBe(0)
  expect(seed.measures.monteCarlo['gap.deviation']).toBeGreaterThan(0)
  for (const { mean, deviation } of Object.values(seed.curves))
    expect([mean.length, deviation.length]).toEqual([GRID.length, GRID.length])
  for (const { title } of sections(findings)) expect(terminal(findings)).toContain(title)
  const svg = awaySvg(findings)
  expect(svg.match(/<circle class="point" cx="\d/g)).toHaveLength(
    2 * trainingPoints(settings, 0).inputs.data.length + 1,
  )
  expect(svg).toContain('prefers-color-scheme: dark')
  expect(svg).not.toContain('NaN')
})
