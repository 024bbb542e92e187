import type { Arrays, DataSource, Dataset, Values } from '@thinned/data'
import type { Model } from '@thinned/nn'
import type { Key } from '@thinned/rng'
import type { Backend, Tensor } from '@thinned/tensor'
import type { StopSignal } from '../batches/event-loop.ts'
import type { ArraysOf, Examples, Tensors, TensorsOf } from '../batches/tensors.ts'
import type { BestCheckpoint, BestCheckpointOptions } from '../checkpoint/best-checkpoints.ts'
import type { CheckpointStore } from '../checkpoint/checkpoint.ts'
import type { RunMetrics } from '../evaluate/metrics.ts'
import type { LossOption } from '../evaluate/objective.ts'
import type { ParameterGroup } from '../updates/parameter-groups.ts'
import type { AveragingRule, Constraint, Optimizer } from '../updates/rules.ts'
import type { Callback, StopReason } from './callbacks.ts'
import type { Monitor } from './monitor.ts'
import type { EpochRecord, ValidationRecord } from './records.ts'

export interface EarlyStopping extends Monitor {
  /** How many validations in a row without a better one are waited for, from 1: epochs, unless `validateEvery` says otherwise. */
  readonly patience: number
}

/** A data set in memory, or a source of examples. */
export type Data<Inputs extends Arrays = Values, Targets extends Arrays = Values> =
  | Dataset<Inputs, Targets>
  | DataSource<Inputs, Targets>

/** `Inputs` and `Outputs` are the model's, tensors or records of them; `Targets` the arrays of the data. */
export interface FitOptions<Inputs = Tensor, Outputs = Tensor, Targets extends Arrays = Values> {
  /**
   * What is learned from, and what is measured besides. A source is asked for the examples of a step while the step before is taken, with
   * a key for each epoch; where the epoch is measured, without.
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
  /** What else is measured of the full network at the end of every epoch and on the validation data, by the names that results get. */
  readonly metrics?: RunMetrics
  /** Passes over the training data, from 1. */
  readonly epochs: number
  /** Examples per forward pass, from 1; the last, shorter batch of an epoch is used. */
  readonly batchSize: number
  /**
   * Batches per step, from 1 (the default): the step of accumulate · batch examples, with their masks, in the memory of `batch`. The gradient is the
   * mean over all examples; batch statistics alone are those of each batch.
   */
  readonly accumulate?: number
  readonly optimizer: Optimizer
  /** Settings of their own for some of the parameters. */
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
   * How averages of the weights follow them. With it, what is measured is the model of these averages, and the model has them for its weights
   * when the run has ended, unless it was stopped before. State, such as batch statistics, is that of the weights that trained.
   */
  readonly averaging?: AveragingRule
  /** Everything random in the run follows from it: first weights, batches, masks. */
  readonly key: Key
  /** A model with parameters is moved there, and stays. Default: where they are, or the reference. */
  readonly backend?: Backend
  /** An AbortSignal: training stops after the step at hand, and leaves a checkpoint where it has a store. */
  readonly signal?: StopSignal
  /** What listens, such as `progressBar`; told in this order. */
  readonly callbacks?: readonly Callback[]
  /** When the validation data is measured: every so many steps, or epochs (default 1), and at the end. */
  readonly validateEvery?: { readonly steps: number } | { readonly epochs: number }
  /** Stops when validation no longer improves, and puts the best weights back, and the state that goes with them. Needs validation data. */
  readonly earlyStopping?: EarlyStopping
  readonly checkpoint?: {
    readonly store: CheckpointStore
    /** Default: never within an epoch. */
    readonly everySteps?: number
    /** Default 1. */
    readonly everyEpochs?: number
    /** Keeps the best weights on the validation data in files of their own, for `loadWeights`. Needs validation data and a store with siblings. */
    readonly best?: BestCheckpointOptions
  }
  /** Continue from the store's checkpoint if it has one. Default false. */
  readonly resume?: boolean
}

export interface FitResult {
  readonly history: readonly EpochRecord[]
  /** Every measurement on the validation data, those in the history included. */
  readonly validations: readonly ValidationRecord[]
  readonly stopped: StopReason
  /** Steps taken in all, those before a resume included. */
  readonly steps: number
  /** The epoch within or after which the weights were that the model has, where early stopping was asked for. */
  readonly bestEpoch?: number
  /** After how many steps the weights were that the model has, where early stopping was asked for. */
  readonly bestStep?: number
  /** Where the best weights are kept, best first, where checkpoints of them were asked for. */
  readonly best?: readonly (BestCheckpoint & { readonly store: CheckpointStore })[]
}

/** The options of a run, whatever its model takes and gives. */
export type RunOptions = FitOptions<Tensors, Tensors, Examples['targets']>
export type RunModel = Model<Tensors, Tensors>
