import {
  boolean,
  formatValue,
  integer,
  list,
  object,
  optional,
  type Read,
  readState,
  record,
  type Schema,
  savedNumber,
} from '@thinned/schema'
import type { Progress } from '../run/progress.ts'
import { TrainError } from '../train-error.ts'

/** The part of a progress that is no tensor. */
export type ProgressMetadata = Omit<Progress, 'params' | 'state' | 'optimizerState' | 'averages' | 'bestModel'>

/** How long a run is: what bounds its progress. */
export interface RunLength {
  readonly epochs: number
  readonly stepsPerEpoch: number
}

const count = integer({ from: 0 })

/** What a metric gave: any JSON. */
const json: Schema = {
  takes: 'any JSON',
  read(value, path) {
    if (Array.isArray(value)) return list(json).read(value, path)
    if (isRecord(value)) return record(json).read(value, path)
    return typeof value === 'string' && /^(NaN|-?Infinity)$/.test(value) ? savedNumber.read(value, path) : value
  },
}

/** An object without the fields that are absent. */
const present = <F extends Readonly<Record<string, Schema>>>(fields: F): Schema<Read<F>> => {
  const whole = object(fields)
  return {
    takes: whole.takes,
    read(value, path) {
      const entries = Object.entries(whole.read(value, path))
      return Object.fromEntries(entries.filter(([, field]) => field !== undefined)) as Read<F>
    },
  }
}

const moment = { step: count, epoch: count }
const metrics = optional(record(json))
const sometimes = optional(savedNumber)

const schema = object({
  ...moment,
  readsSteps: boolean,
  epochStep: count,
  runningLoss: savedNumber,
  runningWeight: savedNumber,
  runningPenalty: sometimes,
  elapsed: savedNumber,
  keep: record(savedNumber),
  history: list(
    present({
      epoch: count,
      runningLoss: savedNumber,
      penalty: sometimes,
      measuredExamples: count,
      thinnedLoss: sometimes,
      loss: sometimes,
      error: sometimes,
      accuracy: sometimes,
      metrics,
      validationLoss: sometimes,
      validationError: sometimes,
      validationAccuracy: sometimes,
      validationMetrics: metrics,
      gap: sometimes,
      keep: record(savedNumber),
      seconds: savedNumber,
      examplesPerSecond: savedNumber,
    }),
  ),
  validations: list(present({ ...moment, loss: savedNumber, error: savedNumber, accuracy: savedNumber, metrics })),
  best: optional(object({ ...moment, value: savedNumber })),
  waited: count,
  bestCheckpoints: list(object({ slot: count, value: savedNumber, ...moment })),
} satisfies { readonly [Name in keyof ProgressMetadata]: Schema })

/**
 * The progress of a file, checked.
 *
 * @throws {TrainError} naming the first value that is absent, of another type, or beyond the run.
 */
export function checkProgress(value: unknown, { epochs, stepsPerEpoch }: RunLength): ProgressMetadata {
  const progress = readState(schema, value, 'progress', TrainError) as ProgressMetadata
  const { step, epoch, epochStep, history, validations, waited, bestCheckpoints } = progress
  if (epoch > epochs) refuse(epoch, 'progress.epoch', `at most ${epochs}, the epochs of the run,`)
  const most = epoch < epochs ? stepsPerEpoch : 0
  if (epochStep > most) refuse(epochStep, 'progress.epochStep', `at most ${most}`)
  const steps = epoch * stepsPerEpoch + epochStep
  if (step !== steps) refuse(step, 'progress.step', `${steps}, of ${stepsPerEpoch} steps an epoch,`)
  if (history.length !== epoch)
    refuse(history.length, 'The length of progress.history', `${epoch}, one for each epoch,`)
  for (const [i, { epoch: at }] of history.entries()) if (at !== i) refuse(at, `progress.history[${i}].epoch`, `${i}`)
  for (const [i, { step: at }] of validations.entries())
    if (at > step || at <= (validations[i - 1]?.step ?? 0))
      refuse(at, `progress.validations[${i}].step`, `a later step than that before, and at most ${step},`)
  if (waited > validations.length)
    refuse(waited, 'progress.waited', `at most ${validations.length}, the number of validations,`)
  const slots = new Set(bestCheckpoints.map(({ slot }) => slot))
  for (let slot = 1; slot <= bestCheckpoints.length; slot++)
    if (!slots.has(slot)) throw new TrainError(`progress.bestCheckpoints has no slot ${slot}.`)
  return progress
}

/** Whether a value is an object of JSON. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refuse(value: unknown, path: string, allowed: string): never {
  throw new TrainError(`${path} is ${formatValue(value)}, where ${allowed} belongs.`)
}
