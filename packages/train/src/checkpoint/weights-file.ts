import { decodeSafetensors, type SafetensorsEntry, type SafetensorsFile } from '@thinned/data'
import { type AnyModel, disposeParams, flattenParams, init, isInitialized, layersOf } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type Fields, optional, parseState, text } from '@thinned/schema'
import type { Backend, Tensor } from '@thinned/tensor'
import { checkFree } from '../checks/check-free.ts'
import { backend as onBackend } from '../checks/parts.ts'
import { checkBytes, checkModel } from '../model-file/check-arguments.ts'
import { trainOptions } from '../options.ts'
import { modelTensors } from '../run/progress.ts'
import { TrainError } from '../train-error.ts'
import { isRecord } from './check-progress.ts'
import { FORMAT } from './checkpoint.ts'
import { assignEntries, checkEntries, encodeTensors, readPart, verifyChecksum } from './tensor-file.ts'

/**
 * The weights and the state of a model as the bytes of a safetensors file: `model/<path>` and `state/<path>`.
 *
 * @throws {TrainError} where the model has no parameters yet.
 * @example
 * ```ts
 * import { decodeSafetensors } from '@thinned/data'
 * import { init, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { saveWeights } from '@thinned/train'
 *
 * const model = linear(2, 3)
 * init(model, key(1))
 * console.log(Object.keys(decodeSafetensors(await saveWeights(model)).tensors)) // [ 'model/bias', 'model/weight' ]
 * ```
 */
export async function saveWeights(model: AnyModel): Promise<Uint8Array> {
  checkModel('saveWeights', model)
  if (!isInitialized(model))
    throw new TrainError('saveWeights was given a model without parameters yet; train it with fit, or call init first.')
  return encodeWeights(tensorsOf(model), {})
}

/** The bytes of a file of weights, with metadata. */
export async function encodeWeights(tensors: Readonly<Record<string, Tensor>>, metadata: object): Promise<Uint8Array> {
  return encodeTensors(tensors, JSON.stringify({ weights: 1, ...metadata }))
}

export interface LoadWeightsOptions {
  /** The backend of a model without parameters. Default: the reference. */
  readonly backend?: Backend
  /** The file's name in messages. */
  readonly name?: string
}

const PYTORCH_GUIDE = 'The section "PyTorch weights" of the guide "Coming from Keras or PyTorch" converts them.'

const read = trainOptions('loadWeights', {
  backend: optional(onBackend),
  name: optional(text),
} satisfies Fields<LoadWeightsOptions>)

/**
 * Puts weights and state back into a model with the same parameters, in place. The bytes are those of `saveWeights`, of a best checkpoint, or of
 * the checkpoint of a run. The last gives the weights that trained, even if the run averaged them. A model without parameters is initialized
 * first.
 *
 * @throws {TrainError} where the file is damaged, or its tensors are not the model's, as those of PyTorch are not; the message names the first, and the model does not
 * change.
 * @example
 * ```ts
 * import { flattenParams, init, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { loadWeights, saveWeights } from '@thinned/train'
 *
 * const [first, second] = [linear(2, 1), linear(2, 1)]
 * init(first, key(1))
 * loadWeights(second, await saveWeights(first))
 * console.log(flattenParams(second.params)['weight']!.readSync()) // Float32Array(2) [ -0.15177814662456512, 0.3606780171394348 ]
 * ```
 */
export function loadWeights(model: AnyModel, bytes: Uint8Array, options: LoadWeightsOptions = {}): void {
  checkModel('loadWeights', model)
  const { backend, name } = read(options)
  checkBytes('loadWeights', bytes, "loadWeights(model, await readFile('weights.safetensors'))")
  const subject = name === undefined ? 'The file of weights' : `The file of weights ${name}`
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    throw new TrainError(
      `${subject} is a zip file, as torch.save writes it; loadWeights takes safetensors. ${PYTORCH_GUIDE}`,
      { code: 'invalid-file' },
    )
  const { tensors: entries } = readPart(subject, 'Put an undamaged copy in its place.', () => decode(bytes))
  putTensors(model, entries, { subject, remedy: 'Build the model that was saved.', backend })
}

/**
 * Puts `model/…` and `state/…` of a file into a model, after checking that they are its tensors, all of them. A model without parameters gets some, in
 * float64 where the file has such, once their sizes are known to be those of the file.
 */
export function putTensors(
  model: AnyModel,
  entries: Readonly<Record<string, SafetensorsEntry>>,
  {
    subject,
    remedy,
    backend,
    caller = 'loadWeights',
  }: {
    readonly subject: string
    readonly remedy: string
    readonly backend: Backend | undefined
    readonly caller?: string
  },
): void {
  checkFree(model, caller)
  const fresh = !isInitialized(model)
  const ours = Object.entries(entries).filter(([name]) => /^(model|state)\//.test(name))
  const dtype = fresh && ours.length > 0 && ours.every((entry) => entry[1].dtype === 'F64') ? 'float64' : 'float32'
  const expected = fresh ? declaredTensors(model, dtype) : tensorsOf(model)
  if (ours.length === 0 && Object.keys(entries).some(isOfPyTorch))
    throw new TrainError(
      `${subject} has the tensor ${Object.keys(entries).find(isOfPyTorch)}, a name of PyTorch; the names here are ${Object.keys(expected).slice(0, 2).join(', ')}, …, and the axes are in another order. ${PYTORCH_GUIDE}`,
      { code: 'mismatch' },
    )
  const unknown = ours.find(([name]) => !Object.hasOwn(expected, name))
  if (unknown !== undefined)
    throw new TrainError(`${subject} has a tensor at ${unknown[0]}, where the model has none. ${remedy}`, {
      code: 'mismatch',
    })
  const place = { subject, destination: 'the model', remedy }
  checkEntries(expected, entries, place)
  if (fresh) init(model, key(0), { backend, dtype })
  try {
    assignEntries(tensorsOf(model), entries, place)
  } catch (error) {
    if (fresh) disposeParams(model)
    throw error
  }
}

/** Whether a name is one of a state dict: 'features.0.weight'. */
function isOfPyTorch(name: string): boolean {
  return /(^|\.)(weight|bias|running_mean|running_var|num_batches_tracked)$|\.(weight|bias)_[a-z]+_l\d/.test(name)
}

/** The tensors of a model by their names in files: `model/<path>` and `state/<path>`. */
export function tensorsOf(model: AnyModel): Record<string, Tensor> {
  return modelTensors({ params: flattenParams(model.params), state: flattenParams(model.state) })
}

/** The tensors that a model will have, by their names in files. */
function declaredTensors(
  model: AnyModel,
  dtype: 'float32' | 'float64',
): Record<string, Pick<Tensor, 'shape' | 'dtype'>> {
  const partsOf = ([path, { parameters, states = {} }]: ReturnType<typeof layersOf>[number]) =>
    Object.entries({ model: parameters, state: states }).flatMap(([part, specs]) =>
      Object.entries(specs).map(
        ([name, { shape }]) => [`${part}/${path === '' ? '' : `${path}/`}${name}`, { shape, dtype }] as const,
      ),
    )
  return Object.fromEntries(layersOf(model).flatMap(partsOf))
}

/** Reads the file, and checks the sum of one that we wrote: not of another program's, nor of a checkpoint from before there were sums. */
function decode(bytes: Uint8Array): SafetensorsFile {
  const file = decodeSafetensors(bytes)
  const { thinned, checksum } = file.metadata
  if (
    checksum !== undefined ||
    (thinned !== undefined && !isOlder(parseState(thinned, 'Its metadata "thinned"', TrainError)))
  )
    verifyChecksum(file)
  return file
}

function isOlder(content: unknown): boolean {
  return isRecord(content) && typeof content['format'] === 'number' && content['format'] < FORMAT
}
