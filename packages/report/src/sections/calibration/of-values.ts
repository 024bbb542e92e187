import {
  type Intervals,
  intervalCoverage,
  intervalWidth,
  logLikelihood,
  measure,
  predictiveInterval,
  r2,
  rmse,
  takeExamples,
} from '@thinned/metrics'
import type { Block, Line, Plot } from '../../page/block.ts'
import { NONE } from '../../page/numbers.ts'
import { byCertainty, CERTAIN_SHARE, countOfCertain, countsOfCurve, tellsApart } from '../../predictions/certainty.ts'
import type { Predicted, TestedValues } from '../../predictions/tested.ts'
import type { TargetedValues } from '../../predictions/values.ts'
import { percentOf, showMeasured, showNats, showScore, whole } from '../format.ts'
import { type MeasureRow, measureTable } from './measure-table.ts'
import { paragraphsOf, type Remark, remarksOnNaN, soft } from './remarks.ts'

type Each = Predicted<TargetedValues>

const LEVELS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
const LEVEL = 0.9
/** The most samples of which the quantiles of each mixture are found, in some 2 s for all levels. */
const MOST_SAMPLES = 50_000

/** Measures, the coverage of intervals of each level, and the error of the most certain predictions. */
export function blocksOfValues({ all, count, width }: TestedValues): Block[] {
  const measured = all
    .filter(({ places }) => places.length > 0)
    .map((each): Measured => ({ ...each, ...measuresOf(each.batch) }))
  const [coverage, error] = [coveragePlot(measured), errorPlot(measured)]
  const shown = [
    { plot: coverage, reading: READING_INTERVALS },
    { plot: error, reading: READING_ERROR },
  ].filter(({ plot }) => plot.lines.length > 0)
  return [
    measureTable(all, measured, ROWS, count),
    ...paragraphsOf([...remarksOnNaN(all, count * width), ...measured.flatMap(remarksOn)]),
    ...(shown.length > 0 ? [{ kind: 'plots', plots: shown.map(({ plot }) => plot) } as const] : []),
    ...shown.map(({ reading }) => soft(reading)),
  ]
}

const READING_INTERVALS =
  'Targets held: intervals that promise to hold 80 % of the targets should hold four in five, and then the curve is the diagonal. Below it they are too narrow, and the network is too sure of itself.'
const READING_ERROR =
  'Error of the most certain: it falls where the predictions with the largest deviations are set aside, if the deviation tells errors.'

interface Measures {
  readonly rmse: number
  readonly r2: number | null
  readonly certainError: number | null
  readonly logLikelihood: number | null
  readonly coverages: readonly (readonly [level: number, held: number])[]
  readonly interval: { readonly coverage: number; readonly width: number } | null
  readonly curve: readonly (readonly [share: number, error: number])[]
}

type Measured = Each & Measures

const ROWS: readonly MeasureRow<Measured>[] = [
  ['error (RMSE)', ({ rmse }) => showMeasured(rmse)],
  ['R²', ({ r2 }) => showScore(r2)],
  [`RMSE of the most certain ${whole(CERTAIN_SHARE)}`, ({ certainError }) => showMeasured(certainError)],
  ['log likelihood, in nats', ({ logLikelihood }) => (logLikelihood === null ? NONE : showNats(logLikelihood))],
  [`intervals of ${whole(LEVEL)} hold`, ({ interval }) => percentOf(interval?.coverage, 1)],
  [`width of intervals of ${whole(LEVEL)}`, ({ interval }) => showMeasured(interval?.width)],
]

function measuresOf(batch: TargetedValues): Measures {
  const { predicted, targets, deviation } = batch
  const pairs = { predicted, targets }
  const isOrdered = tellsApart(deviation)
  const isUncertain = hasDeviation(batch)
  const order = byCertainty(deviation)
  const certain = (taken: number): number => measure(rmse(), takeExamples(pairs, order.slice(0, taken)))
  const interval = isUncertain && { ...intervalsOf(batch, LEVEL), targets }
  return {
    rmse: measure(rmse(), batch),
    r2: tellsApart(targets) ? measure(r2(), batch) : null,
    certainError: isOrdered ? certain(countOfCertain(targets.length)) : null,
    logLikelihood: isUncertain ? measure(logLikelihood(), densityOf(batch)) : null,
    coverages: isUncertain
      ? LEVELS.map((level) => [
          100 * level,
          100 * measure(intervalCoverage(), { ...intervalsOf(batch, level), targets }),
        ])
      : [],
    interval: interval
      ? { coverage: measure(intervalCoverage(), interval), width: measure(intervalWidth(), interval) }
      : null,
    curve: isOrdered
      ? countsOfCurve(targets.length).map((taken) => [(100 * taken) / targets.length, certain(taken)])
      : [],
  }
}

const hasDeviation = ({ deviation }: TargetedValues): boolean => deviation.some((each) => each > 0)

/** A variance of 0 would leave a point. */
const variancesOf = ({ deviation }: TargetedValues): Float64Array =>
  deviation.map((each) => Math.max(each * each, Number.MIN_VALUE))

/** Samples with their noise, or normal distributions. */
function densityOf(batch: TargetedValues) {
  const { predicted, targets, samples, noiseVariance } = batch
  return samples && noiseVariance
    ? { samples, noiseVariance, targets }
    : { samples: predicted, noiseVariance: variancesOf(batch), targets }
}

/** Between the quantiles of the samples with their noise, or of normal distributions where there are no samples, or very many. */
function intervalsOf(batch: TargetedValues, level: number): Intervals {
  const { predicted, samples, noiseVariance } = batch
  return samples && noiseVariance && samples.length <= MOST_SAMPLES
    ? predictiveInterval(samples, { samples: samples.length / predicted.length, level, noiseVariance })
    : predictiveInterval(predicted, { level, noiseVariance: variancesOf(batch) })
}

function coveragePlot(measured: readonly Measured[]): Plot {
  const lines = measured.flatMap(({ name, color, coverages }): Line[] =>
    coverages.length > 0 ? [{ label: name || 'predictions', color, points: coverages }] : [],
  )
  const diagonal: Line = {
    label: 'calibrated',
    color: 'soft',
    dash: 'dashed',
    points: [
      [0, 0],
      [100, 100],
    ],
  }
  return {
    title: 'Targets held, by level of the interval',
    x: { label: 'level', unit: '%', from: 0, to: 100 },
    y: { label: 'held', unit: '%', from: 0, to: 100 },
    lines: lines.length > 0 ? [diagonal, ...lines] : [],
  }
}

function errorPlot(measured: readonly Measured[]): Plot {
  return {
    title: 'Error of the most certain predictions',
    x: { label: 'share of the test examples', unit: '%', from: 0, to: 100 },
    y: { label: 'RMSE', from: 0 },
    lines: measured.flatMap(({ name, color, curve }) =>
      curve.length > 0 ? [{ label: name || 'predictions', color, points: curve }] : [],
    ),
  }
}

function remarksOn({ name, batch }: Measured): Remark[] {
  if (!hasDeviation(batch))
    return [
      [
        name,
        'no interval, because the predictions say nothing of their uncertainty. Let predict draw samples, or give it the noise.',
      ],
    ]
  const remarks: Remark[] = []
  if (!batch.noiseVariance)
    remarks.push([
      name,
      'the deviation is that of the samples alone, without the noise of the targets; such intervals hold too few of them. Give predict the noise, which gaussianNoise() fits on held-out examples.',
    ])
  if (batch.targets.length > 1 && !tellsApart(batch.deviation))
    remarks.push([name, 'all deviations are the same, so they do not tell which predictions to trust less.'])
  return remarks
}
