import { decodeSafetensors } from '@thinned/data'
import type { JsonValue } from '@thinned/nn'
import { parseState } from '@thinned/schema'
import type { Tensor } from '@thinned/tensor'
import { modelTensors, type Progress } from '../run/progress.ts'
import { TrainError } from '../train-error.ts'
import { checkProgress, isRecord, type ProgressMetadata, type RunLength } from './check-progress.ts'
import type { RunIdentity } from './run-identity.ts'
import { assignEntries, encodeTensors, readPart, verifyChecksum } from './tensor-file.ts'

/** 3: settings by the names of their options, described schedules with a tag, accuracies in the history, a checksum. */
export const FORMAT = 3

/**
 * A checkpoint as the bytes of a safetensors file: `model/…`, `state/…`, `optimizer/<slot>/…`, `average/…`, `best/model/…`, `best/state/…`, and the
 * rest of the progress as metadata.
 */
export async function encodeCheckpoint(progress: Progress, identity: RunIdentity): Promise<Uint8Array> {
  const { params, state, optimizerState, averages, bestModel, ...metadata } = progress
  return encodeTensors(
    tensorsByName(progress),
    JSON.stringify({ format: FORMAT, identity, progress: metadata }, encodeNonFinite),
  )
}

/**
 * Puts a checkpoint back into a progress whose tensors exist.
 *
 * @throws {TrainError} where it is damaged, of another format or of another run; the message names it and every difference.
 */
export function restoreCheckpoint(
  bytes: Uint8Array,
  progress: Progress,
  identity: RunIdentity,
  length: RunLength,
  name?: string,
): void {
  const subject = name === undefined ? 'The checkpoint' : `The checkpoint ${name}`
  const remedy = 'Put an undamaged copy in its place, or start afresh with resume: false.'
  const file = readPart(subject, remedy, () => decodeSafetensors(bytes))
  const content = readPart(subject, remedy, () => contentOf(file.metadata))
  if (content['format'] !== FORMAT) throw otherFormat(subject, content['format'])
  readPart(subject, remedy, () => verifyChecksum(file))
  const { epochs: epochsBefore, ...written } = content['identity'] as Record<string, JsonValue>
  const { epochs, ...current } = JSON.parse(JSON.stringify(identity, encodeNonFinite)) as Record<string, JsonValue>
  const different = differences('', written, current)
  if (!Number.isSafeInteger(epochsBefore) || Number(epochsBefore) < 1)
    different.push(...differences('epochs', epochsBefore, epochs))
  if (different.length > 0)
    throw new TrainError(
      `${subject} belongs to another run: ${different.join('; ')}. Give the same settings to resume, or another checkpoint.`,
      { code: 'mismatch' },
    )
  const longest = { ...length, epochs: Math.max(Number(epochsBefore), length.epochs) }
  const restored = readPart(subject, remedy, () => checkProgress(content['progress'], longest))
  const hindrance =
    epochsBefore === epochs ? undefined : hindranceToLength(restored, written, Number(epochsBefore), length)
  if (hindrance)
    throw new TrainError(
      `${subject} belongs to another run: epochs was ${excerpt(epochsBefore)} and is ${length.epochs}, and ${hindrance}. Give the same number, or start again with resume: false; loadWeights takes its weights.`,
      { code: 'mismatch' },
    )
  assignEntries(tensorsByName(progress), file.tensors, {
    subject,
    destination: 'this run',
    remedy: 'Resume with the model that was trained.',
  })
  Object.assign(progress, restored)
}

/** Why a run of another number of epochs would not have come to this progress; undefined where it would. */
function hindranceToLength(
  { epoch, step, readsSteps, validations }: ProgressMetadata,
  { validateEvery }: Readonly<Record<string, JsonValue>>,
  epochsBefore: number,
  { epochs, stepsPerEpoch }: RunLength,
): string | undefined {
  if (epoch > epochs) return `${epoch} epochs have been taken`
  if (readsSteps) return 'a schedule, or something else in the run, follows the number of its steps'
  const every = validateEvery as { readonly steps?: number; readonly epochs?: number } | null
  const atEnd = step === epochsBefore * stepsPerEpoch && validations.at(-1)?.step === step
  const due = every?.steps ? step % every.steps === 0 : epoch % (every?.epochs ?? 1) === 0
  return atEnd && !due ? 'the validation data was measured once more at its end' : undefined
}

function otherFormat(subject: string, format: unknown): TrainError {
  const first =
    typeof format === 'number' && format > FORMAT
      ? 'A newer version wrote it: update this package'
      : 'An older version wrote it: finish the run with that version, or start again with resume: false'
  return new TrainError(
    `${subject} has the format ${excerpt(format)}, but this version reads format ${FORMAT}. ${first}. loadWeights takes its weights, from which fit without resume goes on.`,
    { code: 'invalid-file' },
  )
}

/** What fit wrote about a run into the metadata of a file. */
function contentOf({ thinned }: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  if (!thinned) throw new TrainError('It has no metadata "thinned", so fit did not write it.')
  const content = parseState(thinned, 'Its metadata "thinned"', TrainError)
  if (!isRecord(content) || !isRecord(content['identity']))
    throw new TrainError('Its metadata "thinned" is not that of a run.')
  return content
}

/** JSON has no NaN and no Infinity, which losses and metrics can be: they are written as text. */
function encodeNonFinite(_name: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
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
  if (isJsonRecord(written) && isJsonRecord(current)) {
    const names = new Set([...Object.keys(written), ...Object.keys(current)])
    return [...names].flatMap((name) =>
      differences(path ? `${path}.${name}` : name, own(written, name), own(current, name)),
    )
  }
  const [was, is] = [written, current].map((value) => JSON.stringify(value))
  return was === is ? [] : [`${path} was ${excerpt(written)} and is ${excerpt(current)}`]
}

/** A value of JSON in a message: its beginning, where it is long. */
function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? 'absent'
  return text.length > 500 ? `${text.slice(0, 500)}…` : text
}

function isJsonRecord(value: JsonValue | undefined): value is { readonly [name: string]: JsonValue } {
  return isRecord(value)
}

function own(record: { readonly [name: string]: JsonValue }, name: string): JsonValue | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
