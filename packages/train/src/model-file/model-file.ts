import {
  type ArrayScaler,
  arrayScalerFromState,
  decodeSafetensors,
  type FittedPreprocess,
  preprocessFromState,
} from '@thinned/data'
import {
  type AnyModel,
  type FromConfigOptions,
  fromConfig,
  isInitialized,
  type JsonValue,
  type Layer,
  toConfig,
} from '@thinned/nn'
import { type Fields, list, optional, type Schema, text, value } from '@thinned/schema'
import type { Backend } from '@thinned/tensor'
import { isRecord } from '../checkpoint/check-progress.ts'
import { encodeTensors, readPart, verifyChecksum } from '../checkpoint/tensor-file.ts'
import { putTensors, tensorsOf } from '../checkpoint/weights-file.ts'
import { backend } from '../checks/parts.ts'
import { trainOptions } from '../options.ts'
import { TrainError } from '../train-error.ts'
import { checkBytes, checkModel } from './check-arguments.ts'
import { checkClassNames } from './check-class-names.ts'
import { type ModelContent, readContent, writeContent } from './content.ts'

/** What is saved beside a model, to predict from the same raw values as in training. */
export interface SaveModelOptions {
  /** The preprocessing of tables, fitted on the training data. */
  readonly prepare?: FittedPreprocess | undefined
  /** The scaling of inputs, `standardizeArrays().fit(train)`. */
  readonly inputScaler?: ArrayScaler | undefined
  /** The scaling of targets, `standardizeArrays({ of: 'targets' }).fit(train)`, to turn predictions back. */
  readonly targetScaler?: ArrayScaler | undefined
  /** The names of the classes in the order of their labels. Default: those of `prepare`. */
  readonly classNames?: readonly string[] | undefined
  /** Whatever else belongs to it, as plain JSON: a version, an error rate, the moment for samples, the state of a fitted scaling. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined
}

const fitted = <T>(takes: string): Schema<T> => value(takes, (given) => isRecord(given) && isRecord(given['state']))

const readOptions = trainOptions('saveModel', {
  prepare: optional(fitted<FittedPreprocess>('fitted preprocessing, as preprocess(…).fit(train) gives it')),
  inputScaler: optional(fitted<ArrayScaler>('a scaler, as standardizeArrays().fit(train) gives it')),
  targetScaler: optional(fitted<ArrayScaler>("a scaler, as standardizeArrays({ of: 'targets' }).fit(train) gives it")),
  classNames: optional(list(text, 'a list of texts, one for each class in the order of their labels')),
  metadata: optional(value<NonNullable<SaveModelOptions['metadata']>>('an object of plain JSON', isRecord)),
} satisfies Fields<SaveModelOptions>)

export interface LoadModelOptions extends FromConfigOptions {
  /** Where the parameters are made. Default: the reference. `fit`, `evaluate` and `predict` move them. */
  readonly backend?: Backend | undefined
  /** The file's name in messages. */
  readonly name?: string | undefined
}

const readLoad = trainOptions('loadModel', {
  layers: value<LoadModelOptions['layers']>('an object of factories, such as layerFactories', isRecord),
  schedules: optional(value<NonNullable<LoadModelOptions['schedules']>>('an object of factories', isRecord)),
  backend: optional(backend),
  name: optional(text),
})

/** The options of loadModel, checked. */
export function readLoadOptions(given: unknown): LoadModelOptions {
  const { schedules = {}, ...others } = readLoad(given)
  return { ...others, schedules }
}

/** A model and what was saved beside it. */
export interface LoadedModel {
  readonly model: Layer
  readonly prepare?: FittedPreprocess
  readonly inputScaler?: ArrayScaler
  readonly targetScaler?: ArrayScaler
  readonly classNames?: readonly string[]
  readonly metadata?: Readonly<Record<string, JsonValue>>
}

/**
 * A whole model as the bytes of one safetensors file: how it is built (`toConfig`), its weights and its state; if given, its preprocessing, scalers, class
 * names and metadata. Initializers, the optimizer and the history are not part of it. The file holds no code.
 *
 * @throws {TrainError} where the model has no parameters yet, where it has another number of outputs than `classNames`, where a part of it is a function without settings, by name and path, and where
 *   something is not JSON.
 * @example
 * ```ts
 * import { init, layerFactories, linear, relu, sequential } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { loadModel, saveModel } from '@thinned/train'
 *
 * const model = sequential(linear(2, 8), relu(), linear(8, 2))
 * init(model, key(1))
 * const bytes = await saveModel(model, { classNames: ['no', 'yes'] })
 * const { model: loaded, classNames } = loadModel(bytes, { layers: layerFactories })
 * console.log(Object.keys(loaded.children), classNames) // [ 'linear1', 'relu1', 'linear2' ] [ 'no', 'yes' ]
 * ```
 */
export async function saveModel(model: AnyModel, options: SaveModelOptions = {}): Promise<Uint8Array> {
  checkModel('saveModel', model)
  if (!isInitialized(model))
    throw new TrainError('saveModel was given a model without parameters yet; train it with fit, or call init first.')
  const given = readOptions(options)
  const { prepare, metadata } = given
  const classNames = classNamesOf(given)
  if (classNames) checkClassNames(model, classNames)
  const content: ModelContent = {
    config: configOf(model),
    prepare: prepare?.state,
    inputScaler: scalesOf(given, 'inputScaler', 'inputs'),
    targetScaler: scalesOf(given, 'targetScaler', 'targets'),
    classNames,
    metadata: metadata as ModelContent['metadata'], // writeContent refuses what is no JSON.
  }
  return encodeTensors(tensorsOf(model), writeContent(content))
}

function configOf(model: AnyModel): ModelContent['config'] {
  try {
    return toConfig(model)
  } catch (error) {
    throw new TrainError(
      `saveModel cannot save how this model is built: ${(error as Error).message} saveWeights saves the weights of any model.`,
      { cause: error },
    )
  }
}

function scalesOf(
  given: SaveModelOptions,
  name: 'inputScaler' | 'targetScaler',
  of: 'inputs' | 'targets',
): ModelContent['inputScaler'] {
  const state = given[name]?.state
  if (state && state.of !== of)
    throw new TrainError(
      `saveModel was given a scaler of ${state.of} as ${name}; it takes one of standardizeArrays({ of: '${of}' }).`,
    )
  return state
}

function classNamesOf({ classNames, prepare }: SaveModelOptions): readonly string[] | undefined {
  const fitted = prepare?.classNames
  if (classNames && fitted && classNames.join('\n') !== fitted.join('\n'))
    throw new TrainError(
      `saveModel was given the classNames ${classNames.join(', ')}, but prepare has ${fitted.join(', ')}. Leave classNames out: those of prepare are saved.`,
      { code: 'mismatch' },
    )
  return classNames ?? fitted
}

/**
 * The model of a file of `saveModel`, with its weights, and what was saved beside it. No code comes from the file: `layers` and `schedules` say what makes
 * each kind of layer and schedule that it names. A checksum of everything in it is checked.
 *
 * @param bytes The file, as `saveModel` gave it.
 * @param options `layers` are what the model may consist of: `layerFactories` of @thinned/nn, `variantFactories` of @thinned/dropout, and yours.
 *   `thinned` has a `loadModel` that knows all of them.
 * @throws {TrainError} where the file is damaged, of another kind or format, names a layer or schedule that is not given, or holds
 *   options that no layer has: with what is wrong, where, and what to do.
 * @example
 * ```ts
 * import { init, layerFactories, linear } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { loadModel, predict, saveModel } from '@thinned/train'
 *
 * const trained = linear(2, 2)
 * init(trained, key(1))
 * const bytes = await saveModel(trained, { classNames: ['no', 'yes'] })
 *
 * const { model, classNames } = loadModel(bytes, { layers: layerFactories })
 * const inputs = { data: Float32Array.of(3, -5), shape: [1, 2] }
 * console.log((await predict(model, inputs, { classNames })).predictedNames) // [ 'yes' ]
 * ```
 */
export function loadModel(bytes: Uint8Array, options: LoadModelOptions): LoadedModel {
  const { backend, name, layers, schedules = {} } = readLoadOptions(options)
  checkBytes('loadModel', bytes, "loadModelFile('model.safetensors') of thinned/node")
  const subject = name === undefined ? 'The file of a model' : `The file of a model ${name}`
  const { tensors, metadata } = readPart(subject, 'Put an undamaged copy in its place.', () => {
    const file = decodeSafetensors(bytes)
    if (file.metadata['checksum'] !== undefined) verifyChecksum(file)
    return file
  })
  return readPart(subject, '', () => {
    const content = readContent(metadata)
    if (metadata['checksum'] === undefined) throw new TrainError('It has no checksum, so saveModel did not write it.')
    const { config, prepare, inputScaler, targetScaler, classNames, metadata: further } = content
    const model = fromConfig(config, { layers, schedules })
    const loaded: LoadedModel = {
      model,
      ...(prepare ? { prepare: preprocessFromState(prepare) } : {}),
      ...(inputScaler ? { inputScaler: arrayScalerFromState(inputScaler) } : {}),
      ...(targetScaler ? { targetScaler: arrayScalerFromState(targetScaler) } : {}),
      ...(classNames ? { classNames } : {}),
      ...(further ? { metadata: further } : {}),
    }
    putTensors(model, tensors, {
      subject: 'It',
      remedy: 'The layers that are given are not those that were saved.',
      backend,
    })
    return loaded
  })
}
