import { type Diagnosis, type LayerDiagnosis, type Removal, unitStatistics } from '@thinned/diagnosis'
import { expect, test } from 'vitest'
import { lineOf, plotsOf, rowOf, tablesOf, textsOf, unnamed } from '../../test/predictions.ts'
import type { Section } from '../page/block.ts'
import { diagnosis, diagnosisSection } from './diagnosis.ts'

const layer = (path: string, activations: readonly number[], increases?: readonly number[]): LayerDiagnosis => ({
  path,
  ...unitStatistics({ activations, units: 4 }),
  contributions: increases ? { increases, gini: 0.5 } : null,
})

/** Two examples of four units, the second of which is dead. */
const one: Diagnosis = {
  examples: 2,
  loss: 0.5,
  error: 0.25,
  layers: [layer('relu1', [1, 0, 3, 2, 1, 0, 1, 0], [0.25, -0.5, 0.75, 0]), layer('relu2', [1, 1, 0, 0, 0, 1, 1, 1])],
  cka: [
    [1, 0.25],
    [0.25, 1],
  ],
  robustness: [0, 0.1, 0.5].map(
    (fraction): Removal => ({
      fraction,
      plain: scored([0.25, 0.25 + fraction]),
      rescaled: scored([0.25, 0.25]),
    }),
  ),
  keep: [
    { path: 'dropout1', kind: 'dropout', keep: 0.5, kept: 0.4987, standardError: 0.0021 },
    { path: 'dropout2', kind: 'dropout', keep: 1, kept: 1, standardError: 0 },
  ],
  gradientNoise: null,
}

function scored(errors: readonly number[]): Removal['plain'] {
  const draws = errors.map((error) => ({ loss: 1 + error, error }))
  return { loss: 1 + (errors[0]! + errors[1]!) / 2, error: (errors[0]! + errors[1]!) / 2, draws }
}

const other: Diagnosis = {
  ...one,
  layers: [layer('relu1', [1, 0, 3, 0, 1, 0, 1, 0], [0.5, 0.5, 0.5, 0.5]), one.layers[1]!],
}

const headings = ({ blocks }: Section) => blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []))

test('one network: a row for each layer', () => {
  const section = diagnosisSection(one)
  expect(section.title).toBe('What the units do')
  expect(textsOf(section)[0]).toBe(
    'The full network has a loss of 0.5 and an error of 25.0 % on the 2 examples of the diagnosis.',
  )
  const [, , , , , gini] = rowOf(section, 'relu1')
  expect(tablesOf(section)[0]!.heads).toEqual([
    'layer',
    'units',
    'exact zeros',
    'Hoyer sparsity',
    'dead units',
    'correlation',
    'Gini of contributions',
  ])
  expect(rowOf(section, 'relu1').slice(0, 2)).toEqual(['4', '37.5 %'])
  expect(rowOf(section, 'relu1')[3]).toBe('25.0 %')
  expect([gini, rowOf(section, 'relu2')[5]]).toEqual(['0.500', '–'])
})

test('two networks stand side by side, with the change that compare gives', () => {
  const section = diagnosisSection({ plain: one, thinned: other })
  expect(tablesOf(section)[0]!.heads).toEqual(['relu1', 'plain', 'thinned', 'change'])
  expect(rowOf(section, 'units')).toEqual(['4', '4', '0'])
  expect(rowOf(section, 'exact zeros')).toEqual(['37.5 %', '50.0 %', '+12.5 points'])
  expect(rowOf(section, 'dead units')).toEqual(['25.0 %', '50.0 %', '+25.0 points'])
  expect(rowOf(section, 'Gini of contributions')).toEqual(['0.500', '0.500', '0.000'])
  const without = diagnosisSection({ plain: one, thinned: { ...other, examples: 3 } })
  expect(tablesOf(without)[0]!.heads).toEqual(['relu1', 'plain', 'thinned'])
  expect(textsOf(without).join()).toContain('of other numbers of examples')
  const three = diagnosisSection({ a: one, b: other, c: { ...one, layers: one.layers.slice(1) } })
  expect(tablesOf(three)[0]!.heads).toEqual(['relu1', 'a', 'b'])
})

test('histograms: shares of the units, and densities of the activations', () => {
  const [means, activations] = plotsOf(diagnosisSection(one)) as [never, never]
  // The means are 1, 0, 2, 1.
  const points = lineOf(means, 'units').points
  expect(points).toHaveLength(20)
  expect(points[0]).toEqual([expect.closeTo(0.05, 12), 25])
  expect(points[10]).toEqual([expect.closeTo(1.05, 12), 50])
  expect(points[19]).toEqual([expect.closeTo(1.95, 12), 25])
  const density = lineOf(activations, 'activations').points
  expect(density[0]).toEqual([expect.closeTo(0.075, 12), expect.closeTo(3 / 8 / 0.15, 12)])
  expect(density.reduce((sum, [, y]) => sum + 0.15 * (y ?? 0), 0)).toBeCloseTo(1, 12)
  expect(density[1]![1]).toBeNull()
})

test('removal: the mean of the draws, and the least and the greatest', () => {
  const section = diagnosisSection({ plain: one })
  const plot = plotsOf(section).find(({ title }) => title === 'Error without a fraction of the units')!
  expect(lineOf(plot, 'plain').points).toEqual([
    [0, 25],
    [10, expect.closeTo(30, 10)],
    [50, 50],
  ])
  const rescaled = lineOf(plot, 'plain, rescaled')
  expect([rescaled.dash, rescaled.points.map(([, error]) => error)]).toEqual(['dashed', [25, 25, 25]])
  expect(rowOf(section, '50 %')).toEqual(['50.0 % (25.0 % to 75.0 %)', '25.0 %'])
  const loss = diagnosisSection({ ...one, error: null })
  expect(plotsOf(loss).map(({ title }) => title)).toContain('Loss without a fraction of the units')
  expect(rowOf(loss, '50 %')[0]).toBe('1.5 (1.25 to 1.75)')
})

test('contributions: sorted, and what the first units make of all', () => {
  const section = diagnosisSection(one)
  const [added, shares] = plotsOf(section).slice(-2) as [never, never]
  expect(lineOf(added, 'units').points).toEqual([
    [12.5, 0.75],
    [37.5, 0.25],
    [62.5, 0],
    [87.5, -0.5],
  ])
  expect(lineOf(shares, 'units').points).toEqual([
    [0, 0],
    [25, 75],
    [50, 100],
    [75, 100],
    [100, 100],
  ])
  expect(rowOf(section, 'share of the hard-working tenth')).toEqual(['75.0 %'])
  expect(rowOf(section, 'lazy units')).toEqual(['2 of 4'])
  const lazy = diagnosisSection({ ...one, layers: [layer('relu1', [1, 0, 0, 0], [-1, 0, 0, 0])], cka: [[1]] })
  expect(rowOf(lazy, 'share of the hard-working tenth')).toEqual(['–'])
})

test('layers by CKA, keep, and the noise of gradients', () => {
  const estimate = (value: number) => ({ value, standardError: 0.0625 })
  const variance = {
    squaredNorm: estimate(4),
    fromBatches: estimate(2),
    fromMasks: estimate(1),
    ratio: null,
    full: { squaredNorm: estimate(1), fromBatches: estimate(1) },
  }
  const parameters = [
    { path: 'linear1/weight', ...variance, ratio: estimate(0.5) },
    { path: 'linear1/bias', ...variance },
  ]
  const gradientNoise = { ...variance, batches: 8, draws: 5, batchSize: 20, parameters }
  const section = diagnosisSection({ net: { ...one, gradientNoise } })
  const [cka, keep, noise] = tablesOf(section).slice(-3)
  expect(cka).toMatchObject({
    heads: ['CKA, net', 'relu1', 'relu2'],
    rows: [
      ['relu1', '1.000', '0.250'],
      ['relu2', '0.250', '1.000'],
    ],
  })
  expect(keep!.rows).toEqual([['net, dropout1', 'dropout', '0.5', '0.4987 ± 0.0021']])
  expect(noise!.rows).toEqual([
    ['all parameters', '4 ± 0.0625', '2 ± 0.0625', '1 ± 0.0625', '–'],
    ['linear1/weight', '4 ± 0.0625', '2 ± 0.0625', '1 ± 0.0625', '0.5 ± 0.0625'],
    ['linear1/bias', '4 ± 0.0625', '2 ± 0.0625', '1 ± 0.0625', '–'],
  ])
})

test('what was not measured is left out', () => {
  const bare = { ...one, layers: [layer('relu1', [0, 0, 0, 0])], cka: [[null]], robustness: null, keep: null }
  const section = diagnosisSection(bare)
  expect(headings(section)).toEqual(['Activations'])
  expect(rowOf(section, 'relu1')).toEqual(['4', '100.0 %', '–', '100.0 %', '–', '–'])
  const none = diagnosisSection({ ...bare, layers: [], cka: [] })
  expect(textsOf(none).at(-1)).toBe('There is no hidden layer to look at.')
  expect(diagnosis({ diagnosis: undefined, runs: unnamed })).toBeUndefined()
})

test('what is no diagnosis, and the names of no run, are refused', () => {
  for (const [given, message] of [
    [{}, 'diagnosisSection was given as diagnosis {}'],
    [null, 'diagnosisSection was given as diagnosis null'],
    [Promise.resolve(one), 'diagnosisSection was given as diagnosis'],
    [{ net: 3 }, "diagnosisSection was given as diagnosis 'net' 3"],
  ] as const)
    expect(() => diagnosisSection(given as never)).toThrow(message)
  const runs = [{ name: 'plain', history: [] }]
  expect(() => diagnosis({ diagnosis: { thinned: one }, runs })).toThrow(
    "report was given diagnosis for 'thinned', but the runs are 'plain'; use their names.",
  )
  expect(plotsOf(diagnosis({ diagnosis: { plain: one }, runs })!)[0]!.lines[0]!.color).toBe(0)
})
