import type { NdArray } from '@thinned/data'
import { type AnyModel, flattenParams, isInitialized, type Layer } from '@thinned/nn'
import { type Fields, oneOf, optional, value } from '@thinned/schema'
import { alias, reference, Tensor, tensor } from '@thinned/tensor'
import { checkModel } from './check-model.ts'
import { diagnosisOptions } from './options.ts'
import * as rules from './warnings/index.ts'
import { chainsOf } from './warnings/kit/chains.ts'
import { varianceRatio } from './warnings/kit/variance-ratio.ts'
import type { Seen, WarningRule } from './warnings/kit/warning.ts'

export type WarningKind = 'atOutput' | 'beforeBatchNorm' | 'elementsOfFeatureMaps' | 'fewUnits' | 'mixedScaling'

/** A misuse of dropout that a model shows. */
export interface Warning {
  readonly kind: WarningKind
  /** The path of the layer that drops, such as 'dropout1'; '' where the model is that layer. */
  readonly path: string
  /** What was found, why it hurts, and what to do. */
  readonly sentence: string
  /** Where that is shown or said. */
  readonly source: string
}

export interface WarningsOptions {
  /** What the model predicts. Only a regression is warned of dropout right before its last layer. Default: not known. */
  readonly task?: 'classification' | 'regression'
  /**
   * Inputs of the model, [examples, …]: widths that only follow from their shape are known then, and the shift of variance before a batch norm is
   * measured on them, where the model has its parameters. Some hundreds are enough. Default: the model alone.
   */
  readonly inputs?: NdArray | Tensor
}

/** One for each kind, by the folder's list. */
const ruleOf: Readonly<Record<WarningKind, WarningRule>> = rules

const isInputs = (given: unknown): boolean =>
  given instanceof Tensor || (Array.isArray(Object(given).shape) && Object(given).data?.length !== undefined)

const read = diagnosisOptions(
  'warningsOf',
  {
    task: optional(oneOf('classification', 'regression')),
    inputs: optional(value<NdArray | Tensor>('inputs of the model, { data, shape } or a tensor', isInputs)),
  } satisfies Fields<WarningsOptions>,
  { data: 'inputs', x: 'inputs' },
)

/**
 * What a model shows of misuse of dropout, before it is trained: nothing is trained or changed. The kinds:
 * - beforeBatchNorm: dropout right before batch norm, whose running variance then does not fit the full network;
 * - atOutput: dropout after the last layer with weights; in a regression also before it, where masks alone move predictions by more than a tenth;
 * - fewUnits: keep · units below 5;
 * - mixedScaling: dropout that scales in training, and dropout that scales in evaluation, in one model;
 * - elementsOfFeatureMaps: dropout of single elements after a convolution.
 *
 * Layers are known by what they declare, not by name. A layer with a keep of 1 drops nothing. What the model alone does not tell, such as the width
 * after `flatten`, is not warned of without `inputs`.
 *
 * @throws {DiagnosisError} on what is no model, and on options that do not fit.
 * @throws {NnError} on inputs of a shape that the model does not take.
 *
 * @example
 * ```ts
 * import { warningsOf } from '@thinned/diagnosis'
 * import { dropout } from '@thinned/dropout'
 * import { batchNorm, linear, relu, sequential } from '@thinned/nn'
 *
 * const model = sequential(linear(8, 64), dropout({ keep: 0.5 }), batchNorm(64), relu(), linear(64, 2))
 * console.log(warningsOf(model).map(({ kind, path }) => `${kind} at ${path}`)) // [ 'beforeBatchNorm at dropout1' ]
 * ```
 */
export function warningsOf(model: AnyModel, options: WarningsOptions = {}): readonly Warning[] {
  checkModel('warningsOf', model)
  const { task, inputs } = read(options)
  if (inputs) (model as unknown as Partial<Layer>).outputShape?.(inputs.shape.slice(1))
  const chains = chainsOf(model, inputs?.shape.slice(1))
  // Without parameters nothing runs: there is nothing to measure.
  const measured = isInitialized(model) ? inputs : undefined
  const x = measured && (measured instanceof Tensor ? alias(measured) : onBackendOf(model, measured))
  const seen: Seen = { chains, task, varianceRatio: (...at) => x && varianceRatio(x, ...at) }
  try {
    return Object.entries(ruleOf).flatMap(([kind, { source, find }]) =>
      find(seen).map(({ step, sentence }) => ({ kind: kind as WarningKind, path: step.path, sentence, source })),
    )
  } finally {
    x?.dispose()
  }
}

const onBackendOf = (model: AnyModel, { data, shape }: NdArray): Tensor =>
  tensor(data, { shape, backend: Object.values(flattenParams(model.params))[0]?.backend ?? reference })
