import type { Section } from '../study.ts'
import { summarize } from '../summary.ts'
import { agrees, LEVELS } from './measures/coverage.ts'
import { PREDICTORS, type PredictorName } from './predictors.ts'
import type { NumberFindings } from './run-seed.ts'

const names = Object.keys(PREDICTORS) as PredictorName[]

/** A column: measure, what it is called, a factor, decimals. */
type Column = readonly [measure: string, label: string, factor: number, decimals: number]

const quality: readonly Column[] = [
  ['rmse', 'RMSE', 1, 3],
  ['logLikelihood', 'log-likelihood', 1, 3],
  ['crps', 'CRPS', 1, 3],
]

/** Everything that was measured, as tables. */
export function sections(findings: NumberFindings): Section[] {
  const hasTruth = findings.seeds.some(({ measures }) => 'truthRmse' in measures.one)
  return [
    { title: 'The test rows', ...table(findings, quality) },
    { title: 'One stochastic pass against the mean of many', ...onePass(findings) },
    { title: 'Coverage of intervals, %', ...coverages(findings, 'fitted') },
    ...(hasTruth ? [{ title: 'Coverage of intervals with the known noise, %', ...coverages(findings, 'known') }] : []),
    {
      title: 'Noise, and what the model does not know',
      ...table(findings, [
        ['noise', 'fitted noise', 1, 3],
        ['deviation', 'mean deviation of the samples', 1, 3],
        ...(hasTruth ? ([['truthRmse', 'RMSE to the truth without noise', 1, 3]] as const) : []),
      ]),
    },
    {
      title: 'What the deviation tells',
      ...table(findings, [
        ['correlation', 'rank correlation with the error', 1, 3],
        ...(hasTruth ? ([['truthCorrelation', 'with the distance to the truth', 1, 3]] as const) : []),
        ['surestHalf', 'RMSE of the surer half over all', 1, 3],
      ]),
    },
    {
      title: 'Conformal intervals of 90 %',
      ...table(findings, [
        ['conformal.absolute.coverage', 'coverage, %', 100, 1],
        ['conformal.absolute.width', 'width', 1, 2],
        ['conformal.normalized.coverage', 'coverage by deviation, %', 100, 1],
        ['conformal.normalized.width', 'width by deviation', 1, 2],
      ]),
    },
    {
      title: 'Cost',
      ...table(findings, [
        ['nets', 'nets to train', 1, 0],
        ['trainingSeconds', 'seconds to train a net', 1, 1],
        ['passes', 'passes for a prediction', 1, 0],
      ]),
    },
  ]
}

/** A row for each predictor that has a figure. */
function table({ seeds }: NumberFindings, columns: readonly Column[]): Omit<Section, 'title'> {
  const rows = names.map((name) => {
    const cells = columns.map(([measure, , factor, decimals]) => {
      const values = seeds.flatMap(({ measures }) => measures[name][measure] ?? [])
      if (values.length === 0) return ''
      const { mean, deviation } = summarize(values)
      const spread = deviation > 0 ? ` ± ${(factor * deviation).toFixed(decimals)}` : ''
      return `${written(factor * mean, decimals)}${spread}`
    })
    return [PREDICTORS[name], ...cells]
  })
  return {
    head: ['', ...columns.map(([, label]) => label)],
    rows: rows.filter(([, ...cells]) => cells.some((cell) => cell !== '')),
  }
}

/** The differences to the mean of the same net's samples, seed by seed: worse only where their whole interval says so. */
function onePass({ seeds }: NumberFindings): Omit<Section, 'title'> {
  const rows = quality.map(([measure, label]) => {
    const isBetterHigh = measure === 'logLikelihood'
    const difference = summarize(
      seeds.map(({ measures }) => measures.onePass[measure]! - measures.monteCarlo[measure]!),
    )
    const of = (name: PredictorName): string =>
      written(summarize(seeds.map(({ measures }) => measures[name][measure]!)).mean, 3)
    const [low, high] = isBetterHigh ? [-difference.high, -difference.low] : [difference.low, difference.high]
    const verdict = low > 0 ? 'yes' : high < 0 ? 'no' : 'not certain'
    const interval = Number.isNaN(difference.low) ? '' : ` (${signed(difference.low)} to ${signed(difference.high)})`
    return [label, of('onePass'), of('monteCarlo'), `${signed(difference.mean)}${interval}`, verdict]
  })
  return { head: ['', 'one pass', 'mean of many', 'difference (95 % interval)', 'one pass is worse'], rows }
}

const written = (value: number, decimals: number): string =>
  `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(decimals)}`

const signed = (value: number): string => `${value < 0 ? '' : '+'}${written(value, 3)}`

/** Over the test rows of all seeds together. */
function coverages({ seeds }: NumberFindings, of: string): Omit<Section, 'title'> {
  const total = seeds.reduce((sum, { testRows }) => sum + testRows, 0)
  const rows = names.map((name) => {
    const shares = LEVELS.map(
      (level) =>
        seeds.reduce((sum, { measures, testRows }) => sum + measures[name][`${of}.${level}.coverage`]! * testRows, 0) /
        total,
    )
    const wrong = LEVELS.filter((level, i) => !agrees(shares[i]!, level, total))
    const verdict = wrong.length === 0 ? 'yes' : `no: ${wrong.map((level) => 100 * level).join(', ')}`
    return [PREDICTORS[name], ...shares.map((share) => (100 * share).toFixed(1)), verdict]
  })
  return { head: ['', ...LEVELS.map((level) => `of ${100 * level}`), 'as claimed'], rows }
}
