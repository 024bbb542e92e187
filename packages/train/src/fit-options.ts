import type { Dataset } from '@thinned/data'
import type { Key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import type { CheckpointStore } from './checkpoint-store.ts'
import type { Constraint } from './constraint.ts'
import type { EpochRecord } from './epoch-record.ts'
import type { LossName, Objective } from './objective.ts'
import type { Optimizer } from './optimizer.ts'
import type { StopSignal } from './stop-signal.ts'

export interface EarlyStopping {
  /** How many epochs without a better validation measure are waited for, from 1. */
  readonly patience: number
  /** Default 'validationLoss'. */
  readonly metric?: 'validationLoss' | 'validationError'
}

/** What happens while training, in order. */
export type FitEvent =
  | { readonly type: 'start'; readonly step: number; readonly steps: number; readonly epochs: number }
  | {
      readonly type: 'step'
      readonly step: number
      readonly steps: number
      readonly epoch: number
      /** Of the step's batch, penalties not in it. */
      readonly loss: number
      /** What the layers' penalties added to it; absent where none was reported. */
      readonly penalty?: number
    }
  | { readonly type: 'epoch'; readonly record: EpochRecord; readonly epochs: number }
  | { readonly type: 'checkpoint'; readonly step: number }
  | { readonly type: 'stop'; readonly reason: StopReason; readonly step: number }

export type StopReason = 'finished' | 'early' | 'aborted'

export interface FitOptions {
  readonly data: { readonly train: Dataset; readonly validation?: Dataset }
  /** A loss by name, or an objective. */
  readonly loss: LossName | Objective
  /** Passes over the training data, from 1. */
  readonly epochs: number
  /** Examples per step, from 1; the last, shorter batch of an epoch is used. */
  readonly batch: number
  readonly optimizer: Optimizer
  /** Applied to each parameter after its update. */
  readonly constraint?: Constraint
  /** λ of the gradient λ·w that is added for weights (rank 2 and above), after clipping. Default 0. */
  readonly l2?: number
  /** The largest norm of all gradients together. Default: no limit. */
  readonly clip?: number
  /** Everything random in the run follows from it: first weights, batches, masks. */
  readonly key: Key
  /** A model with parameters is moved there, and stays. Default: where they are, or the reference. */
  readonly backend?: Backend
  /** An AbortSignal: training stops after the step at hand, and leaves a checkpoint where it has a store. */
  readonly signal?: StopSignal
  readonly onEvent?: (event: FitEvent) => void
  /** Stops when validation no longer improves, and puts the best weights back, and the state that goes with them. Needs validation data. */
  readonly earlyStopping?: EarlyStopping
  readonly checkpoint?: {
    readonly store: CheckpointStore
    /** Default: never within an epoch. */
    readonly everySteps?: number
    /** Default 1. */
    readonly everyEpochs?: number
  }
  /** Continue from the store's checkpoint if it has one. Default false. */
  readonly resume?: boolean
}

export interface Run {
  readonly history: readonly EpochRecord[]
  readonly stopped: StopReason
  /** Steps taken in all, those before a resume included. */
  readonly steps: number
  /** The epoch whose weights the model has, where early stopping was asked for. */
  readonly bestEpoch?: number
}
