import type { EpochRecord, UnmeasuredEpochRecord } from '@thinned/train'
import type { KeepSuggestions } from '../suggest-keep.ts'
import type { Certainty } from './finding.ts'
import { differenceInterval, QUANTILES, type Range, ratioInterval, wilson } from './interval.ts'
import { type Trend, trendOf } from './trend.ts'

/** What a model is asked for. */
export type Task = 'classification' | 'regression'

/** A record, with whatever was measured in it. */
export type AnyRecord = UnmeasuredEpochRecord & Partial<EpochRecord>

/** The errors of a classifier, or the losses of a regression. */
export interface Gap {
  readonly task: Task
  readonly training: number
  readonly unseen: number
  readonly trainingExamples: number
  readonly validationExamples: number
  /** The interval of 95 %: of the gap in classification, of the ratio of the losses in regression. Absent where there is none. */
  readonly low?: number
  readonly high?: number
}

/** What the history says about the gap. */
export interface Verdict {
  readonly is: 'overfitting' | 'noOverfitting' | 'tooFewExamples'
  readonly sure: Certainty
  /** Whether the rise of the validation loss tells, where the gap does not. */
  readonly byRise?: true
}

/** How the validation loss rose after its lowest value. */
export interface Rise {
  /** From 0. */
  readonly epoch: number
  readonly lowest: number
  readonly last: number
  readonly sure: Certainty
}

/** What all findings are made of. */
export interface Evidence {
  readonly task: Task
  readonly history: readonly AnyRecord[]
  /** The record of the model's weights. */
  readonly record: AnyRecord
  readonly gap: Gap
  readonly verdict: Verdict
  readonly rise: Rise | undefined
  /** Of the training loss of the full network. */
  readonly trend: Trend | undefined
  /** The lowest keep of any epoch; 1 without dropout. */
  readonly lowestKeep: number
  readonly suggestions: KeepSuggestions | undefined
}

/** A gap of less than this share of the validation error is of no matter. */
const SHARE = 0.1

/** How many errors more than on the training data the validation data must show: intervals are too narrow for one or two. */
const FEWEST_ERRORS = { likely: 3, certain: 5 } as const

/** With fewer validation examples a few of them can make the loss rise. */
const FEWEST_FOR_RISE = 100

/** The evidence of a record with all measurements. */
export function evidenceOf(
  history: readonly AnyRecord[],
  record: AnyRecord,
  task: Task,
  validationExamples: number,
  suggestions: KeepSuggestions | undefined,
): Evidence {
  const counts = { trainingExamples: record.measuredExamples, validationExamples }
  const [training, unseen] =
    task === 'classification' ? [record.error!, record.validationError!] : [record.loss!, record.validationLoss!]
  const bare: Gap = { task, training, unseen, ...counts }
  const interval = intervalOf(bare, QUANTILES.likely)
  const gap = interval ? { ...bare, ...interval } : bare
  const upToRecord = history.slice(0, history.indexOf(record) + 1)
  const rise = riseOf(upToRecord, validationExamples)
  return {
    task,
    history: upToRecord,
    record,
    gap,
    verdict: verdictOf(gap, rise),
    rise,
    trend: trendOf(upToRecord.flatMap(({ loss }) => loss ?? [])),
    lowestKeep: upToRecord.flatMap(({ keep }) => Object.values(keep)).reduce((low, keep) => Math.min(low, keep), 1),
    suggestions,
  }
}

function intervalOf(
  { task, training, unseen, trainingExamples, validationExamples }: Gap,
  z: number,
): Range | undefined {
  if (task === 'classification')
    return differenceInterval(
      { share: training, count: trainingExamples },
      { share: unseen, count: validationExamples },
      z,
    )
  if (training <= 0 || unseen <= 0) return undefined
  return ratioInterval({ loss: training, count: trainingExamples }, { loss: unseen, count: validationExamples }, z)
}

function verdictOf(gap: Gap, rise: Rise | undefined): Verdict {
  const verdict = gap.task === 'classification' ? ofErrors(gap) : ofLosses(gap)
  return verdict.is === 'tooFewExamples' && rise && gap.unseen > gap.training
    ? { is: 'overfitting', sure: rise.sure, byRise: true }
    : verdict
}

function ofErrors(gap: Gap): Verdict {
  const { training, unseen, low, high, validationExamples } = gap as Required<Gap>
  const more = (unseen - training) * validationExamples
  if (low > 0 && (unseen - training < SHARE * unseen || isMostlyTraining(gap)))
    return { is: 'noOverfitting', sure: unseen - training < SHARE * unseen ? 'certain' : 'likely' }
  if (low > 0 && more >= FEWEST_ERRORS.likely) {
    const isCertain = more >= FEWEST_ERRORS.certain && intervalOf(gap, QUANTILES.certain)!.low > 0
    return { is: 'overfitting', sure: isCertain ? 'certain' : 'likely' }
  }
  if (high < Math.max(0.01, SHARE * unseen)) return { is: 'noOverfitting', sure: 'certain' }
  if (high < Math.max(0.02, training)) return { is: 'noOverfitting', sure: 'likely' }
  return { is: 'tooFewExamples', sure: 'unclear' }
}

/** Whether the training error, or loss, is more than two thirds of that of the validation data: then it is the one to lower first. */
function isMostlyTraining({ training, unseen }: Pick<Gap, 'training' | 'unseen'>): boolean {
  return 3 * training > 2 * unseen
}

/** Never certain: the interval holds for normally distributed residuals. */
function ofLosses({ training, unseen, low, high }: Gap): Verdict {
  if (low === undefined || high === undefined)
    return { is: training === 0 && unseen === 0 ? 'noOverfitting' : 'tooFewExamples', sure: 'unclear' }
  if (low > 1 && !isMostlyTraining({ training, unseen })) return { is: 'overfitting', sure: 'likely' }
  if (high < 2 || low > 1) return { is: 'noOverfitting', sure: 'likely' }
  return { is: 'tooFewExamples', sure: 'unclear' }
}

/** A rise by a tenth, that the last three measurements show, while the training loss fell. */
function riseOf(history: readonly AnyRecord[], validationExamples: number): Rise | undefined {
  const measured = history.filter(({ validationLoss }) => validationLoss !== undefined)
  const best = measured.reduce<AnyRecord | undefined>(
    (lowest, record) => (lowest && lowest.validationLoss! <= record.validationLoss! ? lowest : record),
    undefined,
  )
  const last = measured.slice(-3)
  if (!best || last.length < 3 || last.includes(best)) return undefined
  const lowest = best.validationLoss!
  const isHigher = last.every(({ validationLoss }) => validationLoss! > lowest + Math.abs(lowest) / 10)
  const end = last.at(-1)!
  const sure = validationExamples >= FEWEST_FOR_RISE ? 'likely' : 'unclear'
  return isHigher && end.loss! < best.loss! ? { epoch: best.epoch, lowest, last: end.validationLoss!, sure } : undefined
}

/** About how many validation examples would show a gap of this size: those whose interval of 95 % is half as wide. */
export function examplesNeeded({ training, unseen, validationExamples }: Gap): number {
  const size = Math.max(unseen - training, 0.25 * unseen, 0.01)
  const { high } = wilson(unseen, validationExamples, 1)
  const error = Math.min(high, 0.5)
  const exact = (QUANTILES.likely * QUANTILES.likely * error * (1 - error)) / (size * size)
  return Math.max(Math.ceil(Number(exact.toPrecision(2))), 2 * validationExamples)
}

/** Whether the training error, or loss, is what is known least: more validation examples would not tell then. */
export function isTrainingUncertain({ task, training, unseen, trainingExamples, validationExamples }: Gap): boolean {
  if (task === 'regression') return trainingExamples < validationExamples
  const above = wilson(training, trainingExamples, QUANTILES.likely).high - training
  const below = unseen - wilson(unseen, validationExamples, QUANTILES.likely).low
  return above > below
}

/** Whether the training data are learned: an error of at most 0.2 %, or a loss below a ten-thousandth of the first. */
export function isFitted({ task, gap, history }: Evidence): boolean {
  if (task === 'classification') return gap.training <= 0.002
  const first = history.find(({ loss }) => loss !== undefined)!.loss!
  return gap.training === 0 || (history.length > 1 && first > 0 && gap.training >= 0 && gap.training < 1e-4 * first)
}
