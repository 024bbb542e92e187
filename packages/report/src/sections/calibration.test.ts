import { expect, test } from 'vitest'
import {
  classData,
  classPrediction,
  lineOf,
  plotsOf,
  rowOf,
  tablesOf,
  textsOf,
  unnamed,
  valueData,
  valuePrediction,
} from '../../test/predictions.ts'
import type { Section } from '../page/block.ts'
import { readTested } from '../predictions/tested.ts'
import { readReportOptions } from '../report-options.ts'
import type { ReportTest } from '../report-test.ts'
import { calibration } from './calibration.ts'

const of = (given: ReportTest, runs: readonly { readonly name: string }[] = unnamed): Section =>
  calibration({
    tested: readTested(
      readReportOptions({ test: given }).test!,
      runs.map(({ name }) => name),
    ),
  })!

/** 25 predictions of class 1 with 0.875, of which 20 are right, then 15 with 0.625, of which 9 are. */
const rows = [...new Array(25).fill([0.125, 0.875]), ...new Array(15).fill([0.375, 0.625])]
const labels = [...new Array(20).fill(1), ...new Array(5).fill(0), ...new Array(9).fill(1), ...new Array(6).fill(0)]

test('classes, by hand', () => {
  const section = of({ data: classData(labels), predictions: { net: classPrediction(rows) } })
  expect(rowOf(section, 'error')).toEqual(['27.50 %'])
  // The 32 most certain: 5 wrong of 25, and of the 7 others 6 / 15.
  expect(rowOf(section, 'error of the most certain 80 %')).toEqual([
    `${((100 * (5 + (7 * 6) / 15)) / 32).toFixed(2)} %`,
  ])
  const nats = -(20 * Math.log(0.875) + 5 * Math.log(0.125) + 9 * Math.log(0.625) + 6 * Math.log(0.375)) / 40
  expect(Number(rowOf(section, 'log loss, in nats')[0])).toBeCloseTo(nats, 3)
  expect(rowOf(section, 'calibration error (ECE)')).toEqual(['5.63 %'])
  // Of 11 · 29 pairs of a wrong and a right one: 6 · 20 in order, 5 · 20 + 6 · 9 equal.
  expect(rowOf(section, 'AUROC of errors')).toEqual([((120 + 154 / 2) / (11 * 29)).toFixed(3)])
  const [reliability, error] = plotsOf(section) as [never, never]
  expect(lineOf(reliability, 'net').points).toEqual([
    [62.5, 60],
    [87.5, 80],
  ])
  expect(lineOf(reliability, 'calibrated').points).toEqual([
    [60, 60],
    [100, 100],
  ])
  const curve = lineOf(error, 'net').points
  expect(curve[0]).toEqual([50, expect.closeTo(20, 10)])
  expect(curve.at(-1)).toEqual([100, expect.closeTo(27.5, 10)])
  expect(tablesOf(section).at(-1)!.rows).toEqual([
    ['60 to 70 %', '60.0 % of 15'],
    ['80 to 90 %', '80.0 % of 25'],
  ])
})

test('the mean of samples has the full network beside it', () => {
  const sampled = { ...classPrediction(rows), full: classPrediction(rows) }
  const section = of({ data: classData(labels), predictions: sampled })
  expect(tablesOf(section)[0]!.heads).toEqual(['40 test examples', 'full network', 'mean of samples'])
})

test('colors are those of the runs, and others for other names', () => {
  const p = classPrediction(rows)
  const predictions = { 'Monte Carlo': p, 'with dropout': p, plain: p }
  const section = of({ data: classData(labels), predictions }, [{ name: 'plain' }, { name: 'with dropout' }])
  expect(plotsOf(section)[1]!.lines.map(({ label, color }) => [label, color])).toEqual([
    ['Monte Carlo', 2],
    ['with dropout', 1],
    ['plain', 0],
  ])
  const others = of({ data: classData(labels), predictions: { 'Monte Carlo': p } }, [{ name: 'plain' }, { name: 'x' }])
  expect(plotsOf(others)[1]!.lines.map(({ color }) => color)).toEqual([2])
})

test('what cannot be said has a sentence', () => {
  const said = (probabilities: readonly (readonly number[])[], classes: readonly number[]) => {
    const section = of({ data: classData(classes), predictions: classPrediction(probabilities) })
    return { section, texts: textsOf(section).join('\n') }
  }
  const right = said(
    [
      [0.9, 0.1],
      [0.2, 0.8],
    ],
    [0, 1],
  )
  expect(right.texts).toContain('No prediction is wrong')
  expect(rowOf(right.section, 'AUROC of errors')).toEqual(['–'])
  expect(
    said(
      [
        [0.9, 0.1],
        [0.2, 0.8],
      ],
      [1, 0],
    ).texts,
  ).toContain('Every prediction is wrong')
  expect(
    said(
      [
        [0.9, 0.1],
        [0.1, 0.9],
      ],
      [0, 0],
    ).texts,
  ).toContain('All predictions have the same entropy')
  const one = said([[0.9, 0.1]], [0])
  expect(rowOf(one.section, 'error')).toEqual(['0.00 %'])
  expect(one.texts).not.toContain('same entropy')
  const impossible = said(
    [
      [1, 0],
      [0.3, 0.7],
    ],
    [1, 1],
  )
  expect(rowOf(impossible.section, 'log loss, in nats')).toEqual(['∞'])
  expect(impossible.texts).toContain('The log loss is infinite')
  expect(rowOf(said([[1], [1]], [0, 0]).section, 'error')).toEqual(['0.00 %'])
})

test('predictions that are not finite are left out, and counted', () => {
  const broken = [...rows, [Number.NaN, Number.NaN]]
  const some = of({ data: classData([...labels, 0]), predictions: { net: classPrediction(broken) } })
  expect(rowOf(some, 'error')).toEqual(['27.50 %'])
  expect(textsOf(some)).toContain('net: 1 of 41 predictions is not finite (NaN); it is left out here.')
  const none = of({ data: classData([0]), predictions: classPrediction([[Number.NaN, Number.NaN]]) })
  expect(rowOf(none, 'error')).toEqual(['–'])
  expect(plotsOf(none)).toEqual([])
  expect(textsOf(none)).toContain('No prediction is a finite number, so nothing can be measured.')
})

test('values, by hand', () => {
  // Off by 0.5 with the deviation 1, and by 2 with the deviation 2, ten of each.
  const predicted = [...new Array(10).fill(1.5), ...new Array(10).fill(3)]
  const targets = new Array(20).fill(1)
  const variance = [...new Array(10).fill(0.75), ...new Array(10).fill(3.75)]
  const noise = new Array(20).fill(0.25)
  const net = valuePrediction(predicted, variance, noise)
  const section = of({ data: valueData(targets), predictions: { net }, scale: { mean: 7, scale: -10 } })
  const error = Math.sqrt((0.25 + 4) / 2)
  expect(Number(rowOf(section, 'error (RMSE)')[0])).toBeCloseTo(10 * error, 2)
  expect(rowOf(section, 'R²')).toEqual(['–'])
  const certain = Math.sqrt((10 * 0.25 + 6 * 4) / 16)
  expect(Number(rowOf(section, 'RMSE of the most certain 80 %')[0])).toBeCloseTo(10 * certain, 2)
  const density = (distance: number, deviation: number) =>
    -(distance * distance) / (2 * deviation * deviation) - Math.log(deviation * Math.sqrt(2 * Math.PI))
  const nats = (density(5, 10) + density(20, 20)) / 2
  expect(Number(rowOf(section, 'log likelihood, in nats')[0]!.replace('−', '-'))).toBeCloseTo(nats, 3)
  expect(rowOf(section, 'intervals of 90 % hold')).toEqual(['100.0 %'])
  expect(Number(rowOf(section, 'width of intervals of 90 %')[0])).toBeCloseTo(2 * 1.6449 * 15, 1)
  // Half a deviation holds 38 %, a whole one 68 %.
  const [held] = plotsOf(section) as [never]
  expect(lineOf(held, 'net').points.map(([level, share]) => [level, share])).toEqual([
    [10, 0],
    [20, 0],
    [30, 0],
    [40, 50],
    [50, 50],
    [60, 50],
    [70, 100],
    [80, 100],
    [90, 100],
    [95, 100],
  ])
})

test('values without an uncertainty show what there is', () => {
  const section = of({
    data: valueData([1, 2, 3]),
    predictions: {
      full: valuePrediction([1, 2, 4]),
      plain: valuePrediction([1, 2, 3]),
      sampled: valuePrediction([1, 2, 3], [0.1, 0.1, 0.1]),
    },
  })
  expect(rowOf(section, 'error (RMSE)')).toEqual(['0.5774', '0', '0'])
  expect(rowOf(section, 'log likelihood, in nats')[0]).toBe('–')
  expect(plotsOf(section).map(({ title }) => title)).toEqual(['Targets held, by level of the interval'])
  const texts = textsOf(section).join('\n')
  expect(texts).toContain('full and plain: no interval, because the predictions say nothing of their uncertainty.')
  expect(texts).toContain('sampled: the deviation is that of the samples alone, without the noise of the targets')
  expect(texts).toContain('sampled: all deviations are the same')
})

test('samples with noise are mixtures', () => {
  const samples = { data: Float32Array.of(-10, 10), shape: [2, 1, 1] }
  const noise = { data: Float32Array.of(1, 1), shape: [2, 1, 1] }
  const p = { ...valuePrediction([0], [100], [1]), samples, sampleNoiseVariance: noise }
  const section = of({ data: valueData([0]), predictions: p })
  // Both are 10 deviations away: ln of the density, (−50 − ½ ln 2π).
  expect(rowOf(section, 'log likelihood, in nats')).toEqual(['−50.92'])
  const wider = of({ data: valueData([0]), predictions: p, scale: { mean: 3, scale: 2 } })
  expect(rowOf(wider, 'log likelihood, in nats')).toEqual([`−${(50.9189385 + Math.log(2)).toFixed(2)}`])
})

test('what does not fit is refused', () => {
  const p = classPrediction(rows)
  const data = classData(labels)
  const refused = (given: unknown, message: string) => expect(() => of(given as ReportTest)).toThrow(message)
  refused({ data, predictions: {} }, 'report was given test.predictions {}')
  refused({ data, predictions: 'x' }, 'report was given test.predictions "x"')
  refused({ data, predictions: { net: Promise.resolve(p) } }, 'report was given test.predictions.net ')
  const oneHot = { data: new Float32Array(80), shape: [40, 2] }
  refused(
    { data: { ...data, targets: oneHot }, predictions: p },
    '80 targets for 40 examples, but predictions of classes',
  )
  refused({ data, predictions: { ...p, entropy: 3 } }, 'report was given test.predictions.predicted ')
  refused(
    { data: classData([0, 1]), predictions: { net: p } },
    "test.predictions of 'net' for 40 examples, but test.data has 2",
  )
  refused({ data, predictions: p, classNames: ['a'] }, '1 classNames, a, but predictions for 2 classes')
  refused(
    { data: classData([2, ...labels.slice(1)]), predictions: p },
    'the target 2 in row 0, but predictions for 2 classes',
  )
  refused(
    { data: valueData([1]), predictions: { a: valuePrediction([1]), b: classPrediction([[1, 0]]) } },
    "of classes, 'b', and of values, 'a'",
  )
  refused({ data: valueData([Number.NaN]), predictions: valuePrediction([1]) }, 'the target NaN in row 0')
  refused(
    { data: { ...data, targets: { a: data.targets } }, predictions: p },
    'with the targets a; it measures one array',
  )
  refused({ data: {}, predictions: p }, 'test.data that cannot be read')
  refused(
    { data, predictions: classPrediction(rows.map(() => [0.9, 0.9])) },
    'cannot be measured. The probabilities of row 0 sum to',
  )
  refused(
    { data, predictions: { a: p, b: classPrediction(rows.map((row) => [...row, 0])) } },
    "for 2 classes, and of 'b' for 3",
  )
})
