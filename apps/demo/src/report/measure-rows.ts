import type { DemoData, NumberData, TaskName } from '../data/demo-data.ts'
import { LEVEL, SET_ASIDE } from '../measures/certainty.ts'
import type { ClassMeasures } from '../measures/classes.ts'
import type { NumberMeasures, NumberView } from '../measures/numbers.ts'
import type { Views, Ways } from '../measures/views.ts'
import type { RunSettings } from '../settings.ts'
import { number, percent } from './format.ts'

/** The heads of the columns of measures. */
export const WAYS = ['', 'without dropout', 'with dropout', 'Monte Carlo'] as const

type Line<M> = readonly [name: string, text: (measures: M) => string]

const LEVEL_TEXT = percent(LEVEL, 0)
const CERTAIN_TEXT = percent(1 - SET_ASIDE, 0)

const orDash = (value: number | null | undefined, text: (value: number) => string): string =>
  value === null || value === undefined ? '–' : text(value)

/** What the validation examples fit. */
const SCALED_LINES: readonly Line<ClassMeasures>[] = [
  ['temperature, of validation', ({ temperature }) => temperature.toFixed(2)],
  ['log loss with it', ({ scaledLogLoss }) => number(scaledLogLoss)],
  ['calibration error with it', ({ scaledEce }) => percent(scaledEce, 2)],
  [`${LEVEL_TEXT} sets hold the class`, ({ sets }) => orDash(sets?.coverage, (value) => percent(value, 1))],
  [`classes in a ${LEVEL_TEXT} set`, ({ sets }) => orDash(sets?.size, (value) => value.toFixed(2))],
]

const CLASS_LINES: readonly Line<ClassMeasures>[] = [
  ['test error', ({ testError }) => percent(testError, 2)],
  [`error, most certain ${CERTAIN_TEXT}`, ({ certainError }) => percent(certainError, 2)],
  ['AUROC of entropy for errors', ({ errorAuroc }) => orDash(errorAuroc, (value) => value.toFixed(3))],
  ['log loss', ({ logLoss }) => number(logLoss)],
  ['calibration error (ECE)', ({ ece }) => percent(ece, 2)],
  ...SCALED_LINES,
]

const NUMBER_LINES: readonly Line<NumberMeasures>[] = [
  ['test RMSE', ({ testError }) => number(testError)],
  ['R²', ({ r2 }) => orDash(r2, (value) => value.toFixed(3))],
  [`RMSE, most certain ${CERTAIN_TEXT}`, ({ certainError }) => orDash(certainError, number)],
  [
    `${LEVEL_TEXT} intervals hold the target`,
    ({ intervals }) => orDash(intervals?.coverage, (value) => percent(value, 1)),
  ],
  [`width of ${LEVEL_TEXT} intervals`, ({ intervals }) => orDash(intervals?.width, number)],
]

/** What each way to predict knows of its errors: a row for each measure. */
export function measureRows(views: Views): readonly (readonly string[])[] {
  return views.task === 'classification'
    ? rowsOf(CLASS_LINES, measuresOf(views))
    : rowsOf(NUMBER_LINES, measuresOf(views))
}

/** What the validation examples fit for each way to predict. */
export function fittedRows(
  data: Pick<DemoData, 'task'> & Partial<Pick<NumberData, 'scale'>>,
  views: Views,
): readonly (readonly string[])[] {
  if (views.task === 'classification') return rowsOf(SCALED_LINES, measuresOf(views))
  const unit = data.scale?.scale ?? 1
  const noise: Line<NumberView> = [
    'standard deviation of the noise',
    ({ noiseVariance }) => orDash(noiseVariance, (variance) => number(unit * Math.sqrt(variance))),
  ]
  return rowsOf([noise], [views.plain, views.dropout, views.monteCarlo])
}

const rowsOf = <M>(lines: readonly Line<M>[], ways: readonly M[]): string[][] =>
  lines.map(([name, text]) => [name, ...ways.map(text)])

function measuresOf<M>({ plain, dropout, monteCarlo }: Ways<{ readonly measures: M }>): M[] {
  return [plain.measures, dropout.measures, monteCarlo.measures]
}

const FITTED = {
  classification: 'Temperature and sets are fitted',
  regression: 'The noise of the intervals is fitted',
} as const

/** What the third column is. */
export function monteCarloSentence({ samples }: Pick<RunSettings, 'samples'>, task: TaskName): string {
  const many = task === 'classification' ? `up to ${samples}, as many as each needs` : String(samples)
  return `Monte Carlo: the mean of thinned networks of the one with dropout, ${many}. ${FITTED[task]} on the validation examples.`
}
