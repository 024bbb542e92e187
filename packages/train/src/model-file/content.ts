import type { ArrayScales, PreprocessState } from '@thinned/data'
import type { JsonValue, LayerConfig } from '@thinned/nn'
import { type Fields, formatValue, list, object, optional, parseState, readState, text, value } from '@thinned/schema'
import { isRecord } from '../checkpoint/check-progress.ts'
import { TrainError } from '../train-error.ts'

/** The format of the files of `saveModel`. 1: the config, preprocessing, scalers, class names and metadata, with a checksum. */
const FORMAT = 1

/** What a file of `saveModel` holds beside tensors. */
export interface ModelContent {
  readonly config: LayerConfig
  readonly prepare?: PreprocessState | undefined
  readonly inputScaler?: ArrayScales | undefined
  readonly targetScaler?: ArrayScales | undefined
  readonly classNames?: readonly string[] | undefined
  readonly metadata?: Readonly<Record<string, JsonValue>> | undefined
}

const weightsAlone = 'Build the model in code, and take the weights with loadWeights.'

/** The most levels of the metadata, which parseState reads. */
const MOST_LEVELS = 100

/** The content as text, which `readContent` reads. */
export function writeContent(content: ModelContent): string {
  for (const [name, value] of Object.entries(content)) checkJson(value, name, 1)
  return JSON.stringify({ model: FORMAT, ...content })
}

/** Refuses what JSON does not hold as it is: it would come back as null, as {}, or not at all. */
function checkJson(value: unknown, path: string, level: number): void {
  if (level >= MOST_LEVELS)
    throw new TrainError(`saveModel was given ${path.slice(0, 60)}…, which is nested ${MOST_LEVELS} levels deep.`)
  if (value === undefined || value === null || ['boolean', 'string'].includes(typeof value)) return
  if (Number.isFinite(value)) return
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) checkJson(item ?? null, `${path}[${i}]`, level + 1)
  } else if (isPlain(value)) {
    for (const [name, item] of Object.entries(value)) checkJson(item, `${path}.${name}`, level + 1)
  } else {
    throw new TrainError(
      `saveModel was given ${path}, which is ${formatValue(value)}; JSON does not hold that. Give numbers that are finite, texts, booleans, null, and lists and plain objects of them.`,
    )
  }
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

const anObject = value<never>('an object', isRecord)

const content = object({
  config: anObject,
  prepare: optional(anObject),
  inputScaler: optional(anObject),
  targetScaler: optional(anObject),
  classNames: optional(list(text)),
  metadata: optional(anObject),
} satisfies Fields<ModelContent>)

/**
 * What `writeContent` wrote into the metadata of a file.
 *
 * @throws {TrainError} where it is of another kind of file, of another format, or not as it was written.
 */
export function readContent({ thinned }: Readonly<Record<string, string>>): ModelContent {
  if (thinned === undefined) throw new TrainError(`Another program wrote it, without the model. ${weightsAlone}`)
  const parsed = parseState(thinned, 'Its metadata "thinned"', TrainError)
  if (!isRecord(parsed)) throw new TrainError('Its metadata "thinned" is not that of a model.')
  const { model: format, ...rest } = parsed
  if (format === undefined) throw new TrainError(`It holds ${kindOf(parsed)}, without the model. ${weightsAlone}`)
  if (format !== FORMAT) throw new TrainError(otherFormat(format))
  return readState(content, rest, 'model', TrainError)
}

function kindOf(content: Readonly<Record<string, unknown>>): string {
  if ('weights' in content) return 'weights'
  return 'progress' in content ? 'the checkpoint of a run' : 'something else'
}

function otherFormat(format: unknown): string {
  const remedy =
    typeof format === 'number' && format > FORMAT
      ? 'A newer version wrote it: update this package'
      : 'Load it with the version that wrote it, and save it there with saveWeights'
  return `It has the format ${formatValue(format)}, but this version reads format ${FORMAT}. ${remedy}, or build the model in code and take the weights with loadWeights.`
}
