import type { Progress } from '../run/progress.ts'
import { TrainError } from '../train-error.ts'

/** The part of a progress that is no tensor. */
export type ProgressMetadata = Omit<Progress, 'params' | 'state' | 'optimizerState' | 'averages' | 'bestModel'>

/** How long a run is: what bounds its progress. */
export interface RunLength {
  readonly epochs: number
  readonly stepsPerEpoch: number
}

/** Gives a value of a file back as the run has it, or refuses it by its path. */
type Check = (value: unknown, path: string) => unknown

const count: Check = (value, path) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? value : refuse(value, path, 'an integer from 0')

const flag: Check = (value, path) => (typeof value === 'boolean' ? value : refuse(value, path, 'true or false'))

/** JSON has no NaN and no Infinity, which losses and metrics can be: they are written as text. */
const nonFinite: ReadonlyMap<unknown, number> = new Map([NaN, Infinity, -Infinity].map((value) => [`${value}`, value]))

const number: Check = (value, path) =>
  typeof value === 'number' ? value : (nonFinite.get(value) ?? refuse(value, path, 'a number'))

/** What a metric gave: any JSON. */
const json: Check = (value, path) => {
  if (typeof value !== 'object' || value === null) return nonFinite.get(value) ?? value
  return Array.isArray(value) ? list(json)(value, path) : record(json)(value, path)
}

const list =
  (check: Check): Check =>
  (value, path) =>
    Array.isArray(value) ? value.map((item, i) => check(item, `${path}[${i}]`)) : refuse(value, path, 'a list')

const record =
  (check: Check): Check =>
  (value, path) =>
    isRecord(value)
      ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, check(item, `${path}.${name}`)]))
      : refuse(value, path, 'an object')

/** An object with these fields and no others; one whose name ends in "?" may be absent. */
const fields = (checks: Readonly<Record<string, Check>>): Check => {
  const known = new Map(Object.entries(checks).map(([name, check]) => [name.replace('?', ''), check]))
  const required = Object.keys(checks).filter((name) => !name.endsWith('?'))
  return (value, path) => {
    if (!isRecord(value)) return refuse(value, path, 'an object')
    const absent = required.find((name) => !Object.hasOwn(value, name))
    if (absent !== undefined) throw new TrainError(`${path}.${absent} is absent.`)
    const check: Check = (item, at) =>
      (known.get(at) ?? ((_, name) => refuse(item, `${path}.${name}`, 'nothing')))(item, `${path}.${at}`)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, check(item, name)]))
  }
}

const moment = { step: count, epoch: count }
const scores = { loss: number, error: number, accuracy: number, 'metrics?': record(json) }

const checkFields = fields({
  ...moment,
  readsSteps: flag,
  epochStep: count,
  runningLoss: number,
  runningWeight: number,
  'runningPenalty?': number,
  elapsed: number,
  keep: record(number),
  history: list(
    fields({
      epoch: count,
      runningLoss: number,
      'penalty?': number,
      measuredExamples: count,
      'thinnedLoss?': number,
      'loss?': number,
      'error?': number,
      'accuracy?': number,
      'metrics?': record(json),
      'validationLoss?': number,
      'validationError?': number,
      'validationAccuracy?': number,
      'validationMetrics?': record(json),
      'gap?': number,
      keep: record(number),
      seconds: number,
      examplesPerSecond: number,
    }),
  ),
  validations: list(fields({ ...moment, ...scores })),
  'best?': fields({ ...moment, value: number }),
  waited: count,
  bestCheckpoints: list(fields({ ...moment, slot: count, value: number })),
})

/**
 * The progress of a file, checked.
 *
 * @throws {TrainError} naming the first value that is absent, of another type, or beyond the run.
 */
export function checkProgress(value: unknown, { epochs, stepsPerEpoch }: RunLength): ProgressMetadata {
  const progress = checkFields(value, 'progress') as ProgressMetadata
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

/** The most levels of a file's JSON; a deeper one would exhaust the stack of what reads it. */
const MOST_LEVELS = 100

/** Parses JSON that is nested at most so deeply. */
export function parseJson(text: string): unknown {
  let level = 0
  let inText = false
  for (let i = 0; i < text.length; i++) {
    const token = text[i]!
    if (inText && token === '\\') i++
    else if (token === '"') inText = !inText
    else if (!inText && '[{'.includes(token)) level++
    else if (!inText && ']}'.includes(token)) level--
    if (level > MOST_LEVELS) throw new TrainError(`Its metadata is nested more than ${MOST_LEVELS} levels deep.`)
  }
  return JSON.parse(text)
}

function refuse(value: unknown, path: string, allowed: string): never {
  throw new TrainError(`${path} is ${excerpt(value)}, where ${allowed} belongs.`)
}

/** A value of JSON in a message: its beginning, where it is long. */
export function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? 'absent'
  return text.length > 500 ? `${text.slice(0, 500)}…` : text
}
