import type { Arrays, DataSource, Dataset, Values } from '@thinned/data'
import type { AnyModel } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import type { Backend, Tensor } from '@thinned/tensor'
import type { StopSignal } from '../batches/event-loop.ts'
import type { ArraysOf, Examples, Tensors, TensorsOf } from '../batches/tensors.ts'
import type { BestCheckpoint, BestCheckpointOptions } from '../checkpoint/best-checkpoints.ts'
import type { CheckpointPlace, CheckpointStore } from '../checkpoint/checkpoint-store.ts'
import type { RunMetrics } from '../evaluate/metrics.ts'
import type { LossOption } from '../evaluate/objective.ts'
import type { ParameterGroup } from '../updates/parameter-groups.ts'
import type { AveragingRule, Constraint, Optimizer } from '../updates/rules.ts'
import type { Callback, StopReason } from './callbacks.ts'
import type { EpochRecord, Monitor, UnmeasuredEpochRecord, ValidationRecord } from './records.ts'

export interface EarlyStopping extends Monitor {
  /** The number of validations in a row without a better value after which the run ends, from 1. A validation is an epoch by default; see `validateEvery`. */
  readonly patience: number
}

/** A data set in memory, or a source of examples. */
export type Data<Inputs extends Arrays = Values, Targets extends Arrays = Values> =
  | Dataset<Inputs, Targets>
  | DataSource<Inputs, Targets>

/** What a look at the model found before its training, such as dropout right before batch norm. */
export interface ModelWarning {
  readonly kind: string
  /** The path of the layer. */
  readonly path: string
  /** What was found, why it hurts, and what to do. */
  readonly sentence: string
}

/** `Inputs` and `Outputs` are those of the model, tensors or records of them; `Targets` are the arrays of the data. */
export interface FitOptions<Inputs = Tensor, Outputs = Tensor, Targets extends Arrays = Values> {
  /**
   * The training data and, optionally, validation data, which is only measured. A source fetches the examples of a step during the step
   * before, with a key for each epoch; for measurements it fetches without a key.
   */
  readonly data: {
    readonly train: Data<ArraysOf<Inputs>, Targets>
    readonly validation?: Data<ArraysOf<Inputs>, Targets>
  }
  /**
   * A name ('crossEntropy'), a loss with its options (losses.crossEntropy.with({ ignore: 0 }), or one of losses.define), or an objective: a plain
   * function of (forward, batch).
   */
  readonly loss: LossOption<Inputs, Outputs, TensorsOf<Targets>>
  /** Further metrics of the full network, measured with the loss on the training and the validation data. The results have the same names. */
  readonly metrics?: RunMetrics
  /** Passes over the training data, from 1. */
  readonly epochs: number
  /** Examples per forward pass, from 1; the last, shorter batch of an epoch is used. */
  readonly batchSize: number
  /**
   * Batches per step, from 1 (the default): a step of accumulate · batchSize examples, with their masks, in the memory of one batch. The gradient is
   * the mean over all examples; only batch statistics are those of each batch.
   */
  readonly accumulate?: number
  /**
   * The training examples that are measured at the end of each epoch, for `thinnedLoss`, `loss`, `error`, `accuracy` and `metrics` of the history: at
   * most so many, an integer from 1, drawn once from the key; 'all'; or 'none', which leaves these numbers out. It does not change the training.
   * Default 2000.
   */
  readonly measureTraining?: number | 'all' | 'none'
  readonly optimizer: Optimizer
  /** Separate settings for some of the parameters. */
  readonly groups?: readonly ParameterGroup[]
  /** Applied to each parameter after its update. */
  readonly constraint?: Constraint
  /** λ of the gradient λ·w that is added for weights (rank 2 and above), after clipping. Default 0. */
  readonly l2?: number
  /** λ of the gradient λ·sign(w) that is added for weights, after clipping. Default 0. */
  readonly l1?: number
  /** The largest norm of all gradients together. Default: no limit. */
  readonly clipNorm?: number
  /**
   * Averages the weights during training. The run measures the model with the averages, and puts them into the model at the end; a run that
   * was stopped leaves the trained weights. With the averages the model has batch statistics that fit them, of at most 2,000 training examples.
   */
  readonly averaging?: AveragingRule
  /** The key of everything random in the run: first weights, batches, masks. */
  readonly key: Key
  /** The model is moved there, and stays. Default: the backend of its parameters, or the reference. */
  readonly backend?: Backend
  /**
   * An AbortSignal: the run ends after the current step, or out of a measurement, and writes a checkpoint if it has a store. What the run waits for
   * does not hold it: examples are not waited for, a callback has 2 seconds to end, and a store 30, after which the run fails.
   */
  readonly signal?: StopSignal
  /** Callbacks, such as `progressBar`, called in this order. */
  readonly callbacks?: readonly Callback[]
  /** How often the validation data is measured, in steps or in epochs (default 1), and at the end in any case. */
  readonly validateEvery?: { readonly steps: number } | { readonly epochs: number }
  /** Ends the run when validation no longer improves, and puts back the best weights and their state. Needs validation data. */
  readonly earlyStopping?: EarlyStopping
  readonly checkpoint?: {
    /** `fileCheckpoint(path)` of `@thinned/train/node`, or `checkpointStore({ save, load })`. */
    readonly store: CheckpointStore
    /** Default: never within an epoch. */
    readonly everySteps?: number
    /** Default 1. */
    readonly everyEpochs?: number
    /** Keeps the best weights on the validation data in separate files, for `loadWeights`. Needs validation data and a store with siblings. */
    readonly best?: BestCheckpointOptions
  }
  /** Looks at the model before anything is changed: `warningsOf` of `@thinned/diagnosis`. What it finds is in the result as `warnings`. Default: nothing looks. */
  readonly check?: (model: AnyModel) => readonly ModelWarning[]
  /** Told each thing that `check` found, before the first step. */
  readonly onWarning?: (warning: ModelWarning) => void
  /** Continue from the store's checkpoint if it has one. Default false. */
  readonly resume?: boolean
}

/** The result of `fit`. The model itself was trained in place. */
export interface FitResult<Record extends UnmeasuredEpochRecord = EpochRecord> {
  /** A record for each epoch. With `measureTraining: 'none'` they have no measurements of the training data. */
  readonly history: readonly Record[]
  /** Every measurement on the validation data, including those in the history. */
  readonly validations: readonly ValidationRecord[]
  readonly stopped: StopReason
  /** With `check`: what it found. */
  readonly warnings?: readonly ModelWarning[]
  /** All steps, including those before a resume. */
  readonly steps: number
  /** With early stopping: the epoch of the model's weights. */
  readonly bestEpoch?: number
  /** With early stopping: the number of steps after which the model had its weights. */
  readonly bestStep?: number
  /** With `checkpoint.best`: the stores of the best weights, best first. */
  readonly best?: readonly (BestCheckpoint & { readonly store: CheckpointPlace })[]
}

/** The options of a run, for inputs and outputs of any form. */
export type RunOptions = FitOptions<Tensors, Tensors, Examples['targets']>
