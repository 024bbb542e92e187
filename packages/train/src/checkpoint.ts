import { decodeSafetensors, encodeSafetensors, type SafetensorsEntry } from '@thinned/data'
import type { Tensor } from '@thinned/tensor'
import { differences } from './differences.ts'
import type { RunIdentity } from './fingerprints.ts'
import { modelTensors, type Progress } from './progress.ts'
import { assignEntries, entriesOf } from './tensor-file.ts'
import { TrainError } from './train-error.ts'

/** 3: settings by the names of their options, described schedules with a tag, accuracies in the history. */
const FORMAT = 3

/** What of a progress is no tensor. */
type Standing = Omit<Progress, 'params' | 'state' | 'slots' | 'averages' | 'bestModel'>

/**
 * A checkpoint as the bytes of a safetensors file: `model/…`, `state/…`, `optimizer/<slot>/…`, `average/…`, `best/model/…`, `best/state/…`, and the
 * standing as metadata.
 */
export async function encodeCheckpoint(progress: Progress, identity: RunIdentity): Promise<Uint8Array> {
  const { params, state, optimizerState, averages, bestModel, ...standing } = progress
  return encodeSafetensors(await entriesOf(named(progress)), {
    thinned: JSON.stringify({ format: FORMAT, identity, standing }, asText),
  })
}

/**
 * Puts a checkpoint back into a progress whose tensors exist.
 *
 * @throws {TrainError} where it is damaged, of another format or of another run; the message names it and every difference.
 */
export function restoreCheckpoint(bytes: Uint8Array, progress: Progress, identity: RunIdentity, name?: string): void {
  const called = name === undefined ? 'The checkpoint' : `The checkpoint ${name}`
  const { tensors, format, written, standing } = decode(bytes, called)
  if (format !== FORMAT)
    throw new TrainError(
      `${called} has the format ${format}, but this version reads format ${FORMAT}. Start again with resume: false, resume with the version that wrote it, or take its weights alone with loadWeights.`,
    )
  const different = differences('', written, JSON.parse(JSON.stringify(identity, asText)))
  if (different.length > 0)
    throw new TrainError(
      `${called} belongs to another run: ${different.join('; ')}. Give the same settings to resume, or another checkpoint.`,
    )
  assignEntries(named(progress), tensors, {
    called,
    owner: 'this run',
    remedy: 'Resume with the model that was trained.',
  })
  Object.assign(progress, revive(standing))
}

interface Decoded {
  readonly tensors: Readonly<Record<string, SafetensorsEntry>>
  readonly format: number
  readonly written: RunIdentity
  readonly standing: Standing
}

function decode(bytes: Uint8Array, called: string): Decoded {
  try {
    const { tensors, metadata } = decodeSafetensors(bytes)
    if (!metadata['thinned']) throw new TrainError('It has no metadata "thinned", so fit did not write it.')
    const { format, identity, standing } = JSON.parse(metadata['thinned'])
    return { tensors, format, written: identity, standing }
  } catch (error) {
    throw new TrainError(
      `${called} cannot be read: ${(error as Error).message} Put an undamaged copy in its place, or start afresh with resume: false.`,
      { cause: error },
    )
  }
}

/** JSON has no NaN and no Infinity, which measures can be: they are written as text. */
function asText(_name: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

const numbers: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity }

/** Turns the texts that stand for numbers, at any depth of a record, into them. */
function revive<T>(value: T): T {
  if (typeof value === 'string') return (numbers[value] ?? value) as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(revive) as T
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, revive(item)])) as T
}

function named(progress: Progress): Record<string, Tensor> {
  const all = modelTensors(progress)
  for (const [path, own] of Object.entries(progress.optimizerState))
    for (const [slot, held] of Object.entries(own)) all[`optimizer/${slot}/${path}`] = held
  for (const [path, held] of Object.entries(progress.averages)) all[`average/${path}`] = held
  for (const [path, held] of Object.entries(progress.bestModel)) all[`best/${path}`] = held
  return all
}
