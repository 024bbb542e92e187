import type { Arrays, Values } from '@thinned/data'
import { isKey, type Key, key as keyOf } from '@thinned/rng'
import { boolean, func, integer, list, optional, type Schema, text, value, withDefault } from '@thinned/schema'
import type { Backend, Tensor } from '@thinned/tensor'
import type { LossOption, StopSignal, TensorsOf } from '@thinned/train'
import { diagnosisOptions } from './options.ts'

/** Reported before the first pass, and after each pass over a batch. */
export interface DiagnosisProgress {
  /** How many forward passes over batches are done. */
  readonly done: number
  /** How many there are in all; known from the first report on. */
  readonly passes: number
}

export interface DiagnoseOptions<Inputs = Tensor, Outputs = Tensor, Targets extends Arrays = Values> {
  /** Default: crossEntropy where the data has classes, else mse. */
  readonly loss?: LossOption<Inputs, Outputs, TensorsOf<Targets>>
  /**
   * The paths of the layers whose outputs are hidden units, such as `['relu1']`. Default: each activation and recurrent layer before another layer
   * with parameters.
   */
  readonly layers?: readonly string[]
  /**
   * Whether each unit is ablated in turn: one pass over the examples for every unit, of which only what follows the unit's layer is computed where that is
   * a direct part of a `sequential`. Default true.
   */
  readonly contributions?: boolean
  /** Over how many random sets of units robustness to removal is averaged: 18 passes over the examples for each. Default 3; 0 leaves it out. */
  readonly draws?: number
  /** At most so many examples, drawn from `key`, are looked at. Default 1,000. */
  readonly maxExamples?: number
  /** Examples per forward pass; does not change the result beyond rounding. Default 500. */
  readonly batchSize?: number
  /** What is random follows from it: two diagnoses with the same key draw the same. Default `key('diagnose')`. */
  readonly key?: Key
  /** The model is moved there, and stays. Default: the backend of its parameters. */
  readonly backend?: Backend
  /** An AbortSignal: stops before the next forward pass, and throws its reason. */
  readonly signal?: StopSignal
  readonly onProgress?: (progress: DiagnosisProgress) => void
}

/** The options of a diagnosis, with their defaults. */
export type CheckedOptions = {
  readonly [Name in keyof DiagnoseOptions]-?:
    | Exclude<DiagnoseOptions[Name], undefined>
    | (Name extends 'contributions' | 'draws' | 'maxExamples' | 'batchSize' | 'key' ? never : undefined)
}

export const readDiagnoseOptions: (given: unknown) => CheckedOptions = /* @__PURE__ */ diagnosisOptions(
  'diagnose',
  {
    loss: optional(
      value<LossOption>("a loss, such as 'crossEntropy', or an objective", (given) =>
        ['string', 'function'].includes(typeof given),
      ),
    ),
    layers: optional(list(text)),
    contributions: withDefault(boolean, true),
    draws: withDefault(integer({ from: 0 }), 3),
    maxExamples: withDefault(integer({ from: 1 }), 1000),
    batchSize: withDefault(integer({ from: 1 }), 500),
    key: withDefault(value<Key>('a key, such as key(42)', isKey), /* @__PURE__ */ keyOf('diagnose')),
    backend: optional(
      value<Backend>('a backend, such as await wasm()', (given) => typeof Object(given).read === 'function'),
    ),
    signal: optional(
      value<StopSignal>(
        'an AbortSignal, such as the signal of an AbortController',
        (given) => typeof Object(given).aborted === 'boolean',
      ),
    ),
    onProgress: optional(func<(progress: DiagnosisProgress) => void>()),
  } satisfies { readonly [Name in keyof DiagnoseOptions]-?: Schema },
  {
    verbose: 'onProgress',
    seed: 'key',
    examples: 'maxExamples',
    samples: 'maxExamples',
    ablation: 'contributions',
    robustness: 'draws',
  },
)
