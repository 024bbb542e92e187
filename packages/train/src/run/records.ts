import type { MetricValues } from '../evaluate/metrics.ts'
import { TrainError } from '../train-error.ts'

/** What is known at the end of an epoch without a measurement of the training data. */
export interface UnmeasuredEpochRecord {
  /** From 0. */
  readonly epoch: number
  /** The mean loss of the steps, with their masks, while the weights moved. No loss in a record contains penalties. */
  readonly runningLoss: number
  /** The mean penalty of the steps; absent where no layer reported one. */
  readonly penalty?: number
  /** The number of training examples that were measured: see `measureTraining`. */
  readonly measuredExamples: number
  readonly validationLoss?: number
  readonly validationError?: number
  readonly validationAccuracy?: number
  readonly validationMetrics?: MetricValues
  /** The keep that each dropout layer used last, by path. */
  readonly keep: Readonly<Record<string, number>>
  /**
   * Wall-clock time from the record before, or from the start of the run, to this one. It counts everything: data, steps, callbacks,
   * checkpoints and measurements. Two equal runs share every number of a record but this and the next.
   */
  readonly seconds: number
  /** The examples of the epoch, divided by these seconds. */
  readonly examplesPerSecond: number
}

/**
 * What was measured at the end of an epoch. All but the running loss and the penalty are measured on the same weights. With `measureTraining:
 * 'none'` the measurements of the training data, and the gap, are absent.
 */
export interface EpochRecord extends UnmeasuredEpochRecord {
  /** The loss of thinned networks on the measured training examples: what dropout lets training see. One `sample` pass. */
  readonly thinnedLoss: number
  /** The loss of the full network on the same examples. */
  readonly loss: number
  /** The error of the full network on the same examples, a fraction; NaN in regression. */
  readonly error: number
  /** The accuracy of the full network on the same examples, a fraction: 1 − error. */
  readonly accuracy: number
  /** The run's metrics of the full network on the same examples, by name; absent without any. */
  readonly metrics?: MetricValues
  /** The generalization gap: validationError − error, or validationLoss − loss in regression. */
  readonly gap?: number
}

/** What was measured of the full network on the validation data. */
export interface ValidationRecord {
  /** Steps taken. */
  readonly step: number
  /** The current epoch, from 0. */
  readonly epoch: number
  readonly loss: number
  /** A fraction; NaN in regression. */
  readonly error: number
  /** A fraction, 1 − error; NaN in regression. */
  readonly accuracy: number
  /** The run's metrics, by name; absent without any. */
  readonly metrics?: MetricValues
}

/** The numbers of a record by the names that early stopping, best checkpoints and schedules use. */
export function valuesOf({ loss, error, accuracy, metrics = {} }: ValidationRecord): Readonly<Record<string, number>> {
  const numbers = Object.entries(metrics).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
  return {
    validationLoss: loss,
    validationError: error,
    validationAccuracy: accuracy,
    ...Object.fromEntries(numbers),
  }
}

/** A number that the run measures on the validation data, and which of its values are better. */
export interface Monitor {
  /** Default 'validationLoss'; or 'validationError', 'validationAccuracy', or the name of a metric of the run that is a number. */
  readonly monitor?: string
  /** Which values of a metric are better. A metric needs it; the other monitors have theirs, 'max' for 'validationAccuracy', else 'min'. */
  readonly mode?: 'min' | 'max'
}

/** The monitors that need no metric. Their modes are known. */
export const builtInMonitors: readonly string[] = ['validationLoss', 'validationError', 'validationAccuracy']

/** Refuses the wrong mode of a monitor that has its own, and a metric without a mode. */
export function checkMode(subject: string, monitor: string, mode: Monitor['mode']): void {
  if (!builtInMonitors.includes(monitor)) {
    if (mode === undefined) throw new TrainError(`${subject} the metric ${monitor}; give its mode, 'min' or 'max'.`)
  } else if (mode !== undefined && mode !== defaultMode(monitor))
    throw new TrainError(
      `${subject} mode '${mode}' for ${monitor}, of which the ${mode === 'min' ? 'higher' : 'lower'} value is better. Leave mode out: it is for metrics.`,
    )
}

/** The mode of what is monitored, where the options name none. */
export function defaultMode(monitor: string | undefined): 'min' | 'max' {
  return monitor === 'validationAccuracy' ? 'max' : 'min'
}

/** The number that is monitored. @throws {TrainError} where it is none, or NaN, which is neither better nor worse than another. */
export function monitoredValue(record: ValidationRecord, { monitor = 'validationLoss' }: Monitor): number {
  const value = valuesOf(record)[monitor]
  if (Number.isNaN(value))
    throw new TrainError(
      `${monitor} is NaN after ${record.step} steps, and is monitored; NaN is neither better nor worse than a number. Look for values that are not finite in the validation data, or monitor another number.`,
      { code: 'not-finite' },
    )
  if (value !== undefined) return value
  throw notANumber(monitor, record.metrics?.[monitor])
}

/** The refusal of a monitored metric that is no number. */
export function notANumber(monitor: string, value: unknown): TrainError {
  return new TrainError(
    `The metric ${monitor} gave ${JSON.stringify(value)}, which is monitored; only a number can be better than another.`,
  )
}

/** Whether a value is better than the best so far, if any. */
export function isBetter(
  value: number,
  best: number | undefined,
  { monitor, mode = defaultMode(monitor) }: Monitor,
): boolean {
  if (mode === 'max') return value > (best ?? -Infinity)
  return value < (best ?? Infinity)
}
