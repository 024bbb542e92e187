import { exp, log } from '@thinned/math/float64'
import type { Section } from '../study.ts'
import { type Summary, summarize } from '../summary.ts'
import { SCALINGS } from './measures/scaling.ts'
import { ALPHAS, SET_SCORES } from './measures/sets.ts'
import { PREDICTORS, type PredictorName } from './predictors.ts'
import type { ImageFindings } from './run-seed.ts'
import { ANGLES } from './settings.ts'

const names = Object.keys(PREDICTORS) as PredictorName[]
const head = ['', ...Object.values(PREDICTORS)]

/** How a figure is written: times a factor, with decimals. */
type Form = readonly [factor: number, decimals: number]
const PERCENT: Form = [100, 2]

/** Measure, what it is called, and how its figures are written. */
const quality: readonly (readonly [measure: string, label: string, form: Form])[] = [
  ['error', 'test error, %', PERCENT],
  ['logLoss', 'log loss', [1, 4]],
  ['brier', 'Brier score', [1, 4]],
  ['ece', 'ECE, %', PERCENT],
  ['eceDebiased', 'ECE debiased, %', PERCENT],
  ['aurc', 'AURC, %', [100, 3]],
  ['excessAurc', 'excess AURC, %', [100, 3]],
]
/** How well each score tells apart wrong test images, letters and noise, by a measure. */
const detections = (measure: 'auroc' | 'fpr95'): typeof quality =>
  (['errors', 'letters', 'noise'] as const).flatMap((what) => [
    [`${what}.entropy.${measure}`, `${what}, by entropy`, [1, 3]],
    [`temperature.${what}.entropy.${measure}`, `${what}, by entropy after a temperature`, [1, 3]],
    [`${what}.mutualInformation.${measure}`, `${what}, by mutual information`, [1, 3]],
  ])

const calibrations: typeof quality = [
  ...(['ece', 'eceDebiased', 'logLoss', 'brier'] as const).flatMap((measure) => {
    const [, label, form] = quality.find(([name]) => name === measure)!
    const after = Object.keys(SCALINGS).map((name) => [`${name}.${measure}`, `${label}; ${name}`, form] as const)
    return [[measure, `${label}; as predicted`, form] as const, ...after]
  }),
  ['temperature', 'the temperature', [1, 2]],
]
const sets = (figure: string, form: Form): typeof quality =>
  ALPHAS.flatMap((alpha) =>
    SET_SCORES.map(
      (score) => [`sets.${score}.${alpha}.${figure}`, `${score.toUpperCase()}, alpha ${alpha}`, form] as const,
    ),
  )

/** Measures in which the others are compared with one net. */
const compared: typeof quality = [
  ...quality.filter(([measure]) => ['error', 'logLoss', 'ece'].includes(measure)),
  ...detections('auroc')
    .filter(([measure]) => !measure.includes('mutualInformation'))
    .map(([measure, label, form]) => [measure, `AUROC: ${label}`, form] as const),
]

/** The angles of the table; the plot has all. */
const SHOWN = [0, 30, 60, 90, 120, 150, 180]

/** Everything that was measured, as tables. */
export function sections(findings: ImageFindings): Section[] {
  return [
    { title: 'The test images', head, rows: rowsFor(findings, quality) },
    { title: 'AUROC', head, rows: rowsFor(findings, detections('auroc')) },
    { title: 'False positive rate at 95 % true positives', head, rows: rowsFor(findings, detections('fpr95')) },
    { title: 'Compared with one net', head: ['', ...head.slice(2)], rows: differences(findings) },
    rotation(findings),
    { title: 'Calibration', head, rows: rowsFor(findings, calibrations) },
    { title: 'Coverage of conformal sets, %', head, rows: rowsFor(findings, sets('coverage', PERCENT)) },
    { title: 'Classes in a conformal set', head, rows: rowsFor(findings, sets('size', [1, 3])) },
    { title: 'Classes in a conformal set of a letter', head, rows: rowsFor(findings, sets('letters', [1, 2])) },
    sampling(findings),
    {
      title: 'Cost',
      head,
      rows: rowsFor(findings, [
        ['nets', 'nets to train', [1, 0]],
        ['passes', 'passes for a prediction', [1, 0]],
        ['trainingSeconds', 'seconds to train a net', [1, 1]],
        ['milliseconds', 'milliseconds for 1,000 images', [1, 0]],
      ]),
    },
  ]
}

function rotation(findings: ImageFindings): Section {
  const at = SHOWN.map((angle) => {
    const i = ANGLES.indexOf(angle)
    const cells = names.map((name) =>
      written(summarize(findings.seeds.map((seed) => seed.entropyOfOnes[name][i]!)), [1, 3]),
    )
    return [`mean entropy at ${angle}°`, ...cells]
  })
  const ratiosOf = (measure: string): Summary[] =>
    names.map((name) => geometric(findings.seeds.map(({ measures }) => measures[name][measure]!)))
  const [ratios, warm] = [ratiosOf('rotationRatio'), ratiosOf('temperature.rotationRatio')]
  return {
    title: '1s, rotated',
    head,
    rows: [
      ...at,
      ['mean over 30° to 90°, over that at 0°', ...ratios.map(({ mean }) => mean.toFixed(1))],
      ['95 % interval', ...ratios.map(written95)],
      ['at least 3', ...ratios.map(verdict)],
      ['the ratio after a temperature', ...warm.map(({ mean }) => mean.toFixed(1))],
      ['its 95 % interval', ...warm.map(written95)],
    ],
  }
}

/** Ratios are summarized by their logarithms: the mean is geometric. */
function geometric(ratios: readonly number[]): Summary {
  const { mean, deviation, low, high } = summarize(ratios.map((ratio) => log(ratio)))
  return { mean: exp(mean), deviation, low: exp(low), high: exp(high) }
}

const written95 = ({ low, high }: Summary): string => (low > 0 ? `${low.toFixed(1)} to ${high.toFixed(1)}` : '')

/** Whether the ratio is at least 3: only where its whole interval says so. */
const verdict = ({ low, high }: Summary): string => (low >= 3 ? 'yes' : high < 3 ? 'no' : 'not certain')

function sampling({ seeds, settings }: ImageFindings): Section {
  const errors: typeof quality = [
    ['typical', 'standard error, RMS', [1, 4]],
    ['nearlyAll', 'of 99 % at most', [1, 4]],
    ['largest', 'largest', [1, 4]],
  ]
  const columns: typeof quality = [['passes', 'passes', [1, 0]], ...errors]
  const rows = settings.tolerances.flatMap((tolerance) => {
    const of = (way: string, measure: string, seed: (typeof seeds)[number]): number =>
      seed.sampling[`tolerance.${tolerance}.${way}.${measure}`]!
    const row = (way: string, label: string): string[] => [
      label,
      ...columns.map(([measure, , form]) => written(summarize(seeds.map((seed) => of(way, measure, seed))), form)),
    ]
    // A standard error falls with the root of the samples.
    const equal = errors.map(([measure]) =>
      seeds.map((seed) => {
        const ratio = of('average', measure, seed) / of('asNeeded', measure, seed)
        return of('average', 'passes', seed) * ratio * ratio
      }),
    )
    return [
      row('asNeeded', `tolerance ${tolerance}`),
      row('most', 'all as the least certain'),
      row('average', 'all as on average'),
      ['passes of all for the same error', '', ...equal.map((passes) => written(summarize(passes), [1, 0]))],
    ]
  })
  return { title: 'Sampling with a tolerance', head: ['', ...columns.map(([, label]) => label)], rows }
}

/** The differences to one net, seed by seed: their mean, and its 95 % interval. */
function differences({ seeds }: ImageFindings): string[][] {
  return compared.map(([measure, label, [factor, decimals]]) => {
    const cells = names.slice(1).map((name) => {
      const pairs = seeds.map(({ measures }) => [measures[name][measure], measures.softmax[measure]] as const)
      const { mean, low, high } = summarize(
        pairs.flatMap(([value, plain]) => (value === undefined || plain === undefined ? [] : [value - plain])),
      )
      const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(factor * value).toFixed(decimals)}`
      return Number.isNaN(low) ? signed(mean) : `${signed(mean)} (${signed(low)} to ${signed(high)})`
    })
    return [label, ...cells]
  })
}

/** A row for each measure that some predictor has. */
function rowsFor({ seeds }: ImageFindings, measures: typeof quality): string[][] {
  return measures.flatMap(([measure, label, form]) => {
    const cells = names.map((name) => {
      const values = seeds.flatMap(({ measures }) => measures[name][measure] ?? [])
      return values.length === 0 ? '' : written(summarize(values), form)
    })
    return cells.every((cell) => cell === '') ? [] : [[label, ...cells]]
  })
}

function written({ mean, deviation }: Summary, [factor, decimals]: Form): string {
  if (mean === Number.POSITIVE_INFINITY) return 'infinite'
  const spread = deviation > 0 ? ` ± ${(factor * deviation).toFixed(decimals)}` : ''
  return `${(factor * mean).toFixed(decimals)}${spread}`
}
