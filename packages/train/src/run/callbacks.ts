import type { EpochRecord, ValidationRecord } from './records.ts'

/**
 * The reason for the end of a run: all epochs, early stopping, the signal, or a callback. With early stopping the model has the best weights so far;
 * without, after the last two reasons, it has those of the last step, also where the run averages them.
 */
export type StopReason = 'finished' | 'early' | 'aborted' | 'callback'

/** Before the first step, also of a resumed run. */
export interface StartEvent {
  /** Steps taken before: 0 unless the run resumes. */
  readonly step: number
  /** Steps of the whole run. */
  readonly steps: number
  readonly epochs: number
}

/** After each step. */
export interface StepEvent {
  /** Steps taken, including this one. */
  readonly step: number
  readonly steps: number
  /** From 0. */
  readonly epoch: number
  /** The loss of the step's batch, without penalties; NaN where none of its examples counts, so that the step moved nothing. */
  readonly loss: number
  /** The penalties of the layers; absent where none was reported. */
  readonly penalty?: number
}

/** After each measurement on the validation data. At the end of an epoch it comes before the event of the epoch. */
export interface ValidationEvent {
  readonly record: ValidationRecord
}

/** After the measurements of each epoch. */
export interface EpochEvent {
  readonly record: EpochRecord
  readonly epochs: number
}

/** After a checkpoint was written. */
export interface CheckpointEvent {
  readonly step: number
}

/** After a checkpoint could not be written. The run goes on, and writes the next one when it is due. */
export interface CheckpointErrorEvent {
  readonly step: number
  /** With what the store threw as its `cause`. */
  readonly error: Error
}

/** At the end of the run, when the model has its last weights. */
export interface StopEvent {
  readonly reason: StopReason
  readonly step: number
}

/** The events of a run, by the names of a callback's methods. */
export interface Events {
  readonly start: StartEvent
  readonly step: StepEvent
  readonly validation: ValidationEvent
  readonly epoch: EpochEvent
  readonly checkpoint: CheckpointEvent
  readonly checkpointError: CheckpointErrorEvent
  readonly stop: StopEvent
}

/** The result of a callback's method: 'stop' asks the run to end. */
// biome-ignore lint/suspicious/noConfusingVoidType: a callback may end without return, and one of Promises as well
export type CallbackAnswer = void | 'stop'

/**
 * An object with methods for the events of a run that it needs. The run awaits a Promise. A method that returns 'stop' ends the run as its
 * signal does, after the current step; one that throws ends it with an error. Either way the run writes a checkpoint if it has a store.
 */
export type Callback = {
  /** Its name in error messages. */
  readonly name?: string
} & { [Kind in keyof Events]?: (event: Events[Kind]) => CallbackAnswer | Promise<CallbackAnswer> }
