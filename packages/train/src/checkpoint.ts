import { decodeSafetensors, encodeSafetensors, type SafetensorsEntry } from '@thinned/data'
import { flattenParams, type Params } from '@thinned/nn'
import { assign, scope, type Tensor, tensor } from '@thinned/tensor'
import type { EpochRecord } from './epoch-record.ts'
import type { RunIdentity } from './fingerprints.ts'
import type { Progress } from './progress.ts'
import { TrainError } from './train-error.ts'

const FORMAT = 1

type Standing = Pick<Progress, 'step' | 'epoch' | 'batch' | 'runningLoss' | 'elapsed' | 'keep' | 'history' | 'best'>

/** A checkpoint as the bytes of a safetensors file: `model/…`, `state/…`, `optimizer/<slot>/…`, `best/…`, and the standing as metadata. */
export async function encodeCheckpoint(progress: Progress, state: Params, identity: RunIdentity): Promise<Uint8Array> {
  const { step, epoch, batch, runningLoss, elapsed, keep, history, best } = progress
  const standing: Standing = { step, epoch, batch, runningLoss, elapsed, keep, history, best }
  const entries: Record<string, SafetensorsEntry> = {}
  for (const [name, held] of Object.entries(named(progress, state))) entries[name] = await entryOf(held)
  return encodeSafetensors(entries, { thinned: JSON.stringify({ format: FORMAT, identity, standing }, asText) })
}

/**
 * Puts a checkpoint back into a progress whose tensors exist.
 *
 * @throws {TrainError} where it is of another format or another run; the message names every difference.
 */
export function restoreCheckpoint(bytes: Uint8Array, progress: Progress, state: Params, identity: RunIdentity): void {
  const { tensors, metadata } = decodeSafetensors(bytes)
  if (!metadata['thinned'])
    throw new TrainError(
      'The checkpoint has no metadata "thinned"; it was not written by fit. Give another file, or resume: false.',
    )
  const {
    format,
    identity: written,
    standing,
  } = JSON.parse(metadata['thinned']) as { format: number; identity: RunIdentity; standing: Standing }
  if (format !== FORMAT) throw new TrainError(`The checkpoint has the format ${format}; this version reads ${FORMAT}.`)
  checkIdentity(written, identity)
  const targets = named(progress, state)
  for (const [name, target] of Object.entries(targets)) {
    const entry = tensors[name]
    if (!entry) throw new TrainError(`The checkpoint lacks the tensor ${name}, which this run has.`)
    scope(() => assign(target, tensor(entry.data, { shape: entry.shape, backend: target.backend })))
  }
  Object.assign(progress, { ...standing, best: standing.best, history: standing.history.map(reviveRecord) })
}

/** JSON has no NaN and no Infinity, which measures can be: they are written as text. */
function asText(_name: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}

function reviveRecord(record: EpochRecord): EpochRecord {
  const entries = Object.entries(record).map(([name, value]) => [
    name,
    typeof value === 'string' ? Number(value) : value,
  ])
  return Object.fromEntries(entries) as EpochRecord
}

function checkIdentity(written: RunIdentity, current: RunIdentity): void {
  const names = new Set([...Object.keys(written), ...Object.keys(current)])
  const different = [...names].filter((name) => JSON.stringify(written[name]) !== JSON.stringify(current[name]))
  if (different.length > 0) {
    const list = different
      .map((name) => `${name} was ${JSON.stringify(written[name])} and is ${JSON.stringify(current[name])}`)
      .join('; ')
    throw new TrainError(
      `The checkpoint belongs to another run: ${list}. Give the same settings to resume, or another checkpoint.`,
    )
  }
}

function named({ params, slots, bestParams }: Progress, state: Params): Record<string, Tensor> {
  const all: Record<string, Tensor> = {}
  for (const [path, held] of Object.entries(params)) all[`model/${path}`] = held
  for (const [path, held] of Object.entries(flattenParams(state))) all[`state/${path}`] = held
  for (const [path, own] of Object.entries(slots))
    for (const [slot, held] of Object.entries(own)) all[`optimizer/${slot}/${path}`] = held
  for (const [path, held] of Object.entries(bestParams)) all[`best/${path}`] = held
  return all
}

const dtypes = { float32: 'F32', float64: 'F64', int32: 'I32', uint8: 'U8' } as const

async function entryOf(held: Tensor): Promise<SafetensorsEntry> {
  return { dtype: dtypes[held.dtype], shape: held.shape, data: await held.read() }
}
