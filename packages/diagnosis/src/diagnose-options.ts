import type { Arrays, Values } from '@thinned/data'
import { losses, type Moment } from '@thinned/nn'
import { isKey, type Key, key as keyOf } from '@thinned/rng'
import {
  boolean,
  either,
  type Fields,
  func,
  integer,
  list,
  object,
  oneOf,
  optional,
  type Schema,
  text,
  value,
  withDefault,
} from '@thinned/schema'
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

/** How the noise of gradients is measured. The batches share no example, so the data has `batches` times `batchSize` of them or more. */
export interface GradientNoiseOptions {
  /** How many batches, from 3. Default 16. */
  readonly batches?: number
  /** How many masks each of them sees, from 2. Default 4. */
  readonly draws?: number
  /** Examples in a batch. Give that of the training: variances of gradients are about proportional to 1 / batchSize. Default 32. */
  readonly batchSize?: number
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
  /**
   * How much of the noise of gradients comes from masks, and how much from batches: `{}` measures it, by `batches` times `draws` + 1 gradients. The data is
   * best that of the training; the batches are drawn from all of it. Default false.
   */
  readonly gradientNoise?: GradientNoiseOptions | false
  /**
   * The moment of the run that schedules follow where masks are drawn. Without it, a model with a schedule says no `keep`, and has no `gradientNoise`.
   * The end of a run is { step: run.steps - 1, steps: run.steps, epoch: run.history.length - 1 }.
   */
  readonly moment?: Moment
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
    | (Name extends 'contributions' | 'draws' | 'maxExamples' | 'batchSize' | 'key' | 'gradientNoise'
        ? never
        : undefined)
} & { readonly gradientNoise: Required<GradientNoiseOptions> | false }

const lossNames = /* @__PURE__ */ Object.entries(losses).flatMap(([name, each]) => (losses.isLoss(each) ? [name] : []))

const noise: Schema<Required<GradientNoiseOptions>> = /* @__PURE__ */ object({
  batches: /* @__PURE__ */ withDefault(/* @__PURE__ */ integer({ from: 3 }), 16),
  draws: /* @__PURE__ */ withDefault(/* @__PURE__ */ integer({ from: 2 }), 4),
  batchSize: /* @__PURE__ */ withDefault(/* @__PURE__ */ integer({ from: 1 }), 32),
} satisfies Fields<GradientNoiseOptions>)

const moment: Schema<Moment> = /* @__PURE__ */ object({
  step: /* @__PURE__ */ integer({ from: 0 }),
  steps: /* @__PURE__ */ integer({ from: 1 }),
  epoch: /* @__PURE__ */ integer({ from: 0 }),
})

export const readDiagnoseOptions: (given: unknown) => CheckedOptions = /* @__PURE__ */ diagnosisOptions(
  'diagnose',
  {
    loss: optional(
      value<LossOption>(
        `a name (${lossNames.map((name) => `'${name}'`).join(', ')}), a loss such as losses.huber, or an objective, a function of (forward, batch)`,
        (given) => typeof given === 'function' || lossNames.includes(given as string),
      ),
    ),
    layers: optional(list(text)),
    contributions: withDefault(boolean, true),
    draws: withDefault(integer({ from: 0 }), 3),
    gradientNoise: withDefault(either<Required<GradientNoiseOptions> | false>(oneOf(false), noise), false),
    moment: optional(moment),
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
    noise: 'gradientNoise',
  },
)
