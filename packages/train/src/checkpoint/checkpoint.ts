import { decodeSafetensors, encodeSafetensors, type SafetensorsEntry } from '@thinned/data'
import type { JsonValue } from '@thinned/nn'
import type { Tensor } from '@thinned/tensor'
import { modelTensors, type Progress } from '../run/progress.ts'
import { TrainError } from '../train-error.ts'
import type { RunIdentity } from './run-identity.ts'
import { assignEntries, entriesOf } from './tensor-file.ts'

/** 3: settings by the names of their options, described schedules with a tag, accuracies in the history. */
const FORMAT = 3

/** The part of a progress that is no tensor. */
type ProgressMetadata = Omit<Progress, 'params' | 'state' | 'optimizerState' | 'averages' | 'bestModel'>

/**
 * A checkpoint as the bytes of a safetensors file: `model/…`, `state/…`, `optimizer/<slot>/…`, `average/…`, `best/model/…`, `best/state/…`, and the
 * rest of the progress as metadata.
 */
export async function encodeCheckpoint(progress: Progress, identity: RunIdentity): Promise<Uint8Array> {
  const { params, state, optimizerState, averages, bestModel, ...metadata } = progress
  return encodeSafetensors(await entriesOf(tensorsByName(progress)), {
    thinned: JSON.stringify({ format: FORMAT, identity, progress: metadata }, encodeNonFinite),
  })
}

/**
 * Puts a checkpoint back into a progress whose tensors exist.
 *
 * @throws {TrainError} where it is damaged, of another format or of another run; the message names it and every difference.
 */
export function restoreCheckpoint(bytes: Uint8Array, progress: Progress, identity: RunIdentity, name?: string): void {
  const subject = name === undefined ? 'The checkpoint' : `The checkpoint ${name}`
  const { tensors, format, written, metadata } = decode(bytes, subject)
  if (format !== FORMAT)
    throw new TrainError(
      `${subject} has the format ${format}, but this version reads format ${FORMAT}. Start again with resume: false, resume with the version that wrote it, or take its weights alone with loadWeights.`,
    )
  const different = differences('', written, JSON.parse(JSON.stringify(identity, encodeNonFinite)))
  if (different.length > 0)
    throw new TrainError(
      `${subject} belongs to another run: ${different.join('; ')}. Give the same settings to resume, or another checkpoint.`,
    )
  assignEntries(tensorsByName(progress), tensors, {
    subject,
    destination: 'this run',
    remedy: 'Resume with the model that was trained.',
  })
  Object.assign(progress, decodeNonFinite(metadata))
}

interface Decoded {
  readonly tensors: Readonly<Record<string, SafetensorsEntry>>
  readonly format: number
  readonly written: RunIdentity
  readonly metadata: ProgressMetadata
}

function decode(bytes: Uint8Array, subject: string): Decoded {
  try {
    const { tensors, metadata } = decodeSafetensors(bytes)
    if (!metadata['thinned']) throw new TrainError('It has no metadata "thinned", so fit did not write it.')
    const { format, identity, progress } = JSON.parse(metadata['thinned'])
    return { tensors, format, written: identity, metadata: progress }
  } catch (error) {
    throw new TrainError(
      `${subject} cannot be read: ${(error as Error).message} Put an undamaged copy in its place, or start afresh with resume: false.`,
      { cause: error },
    )
  }
}

/** JSON has no NaN and no Infinity, which losses and metrics can be: they are written as text. */
function encodeNonFinite(_name: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

const numbers: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity, '-Infinity': -Infinity }

/** Turns these texts back into numbers, at any depth of a record. */
function decodeNonFinite<T>(value: T): T {
  if (typeof value === 'string') return (numbers[value] ?? value) as T
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(decodeNonFinite) as T
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, decodeNonFinite(item)])) as T
}

function tensorsByName(progress: Progress): Record<string, Tensor> {
  const all = modelTensors(progress)
  for (const [path, state] of Object.entries(progress.optimizerState))
    for (const [slot, tensor] of Object.entries(state)) all[`optimizer/${slot}/${path}`] = tensor
  for (const [path, tensor] of Object.entries(progress.averages)) all[`average/${path}`] = tensor
  for (const [path, tensor] of Object.entries(progress.bestModel)) all[`best/${path}`] = tensor
  return all
}

/** The differences of two JSON values, a clause for each: the path, the written value and the current one. */
export function differences(path: string, written: JsonValue | undefined, current: JsonValue | undefined): string[] {
  if (isRecord(written) && isRecord(current)) {
    const names = new Set([...Object.keys(written), ...Object.keys(current)])
    return [...names].flatMap((name) => differences(path ? `${path}.${name}` : name, written[name], current[name]))
  }
  const [was, is] = [written, current].map((value) => (value === undefined ? 'absent' : JSON.stringify(value)))
  return was === is ? [] : [`${path} was ${was} and is ${is}`]
}

function isRecord(value: JsonValue | undefined): value is { readonly [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A place for one checkpoint. `save` replaces the last one as a whole or not at all. */
export interface CheckpointStore {
  /** Its name in messages, such as the path of a file. */
  readonly name?: string
  save(bytes: Uint8Array): Promise<void>
  /** The last checkpoint; undefined where there is none. */
  load(): Promise<Uint8Array | undefined>
  /** A store with this name beside this one, for best checkpoints. */
  sibling?(name: string): CheckpointStore
}
