import type { EpochRecord, ValidationRecord } from './records.ts'

/**
 * Why a run ended: all epochs were done; early stopping; its signal; a callback that asked for it. The last two leave the weights as they
 * are then.
 */
export type StopReason = 'finished' | 'early' | 'aborted' | 'callback'

/** Before the first step, of a resumed run too. */
export interface StartEvent {
  /** Steps taken before: 0 unless the run was resumed. */
  readonly step: number
  /** Steps of the whole run. */
  readonly steps: number
  readonly epochs: number
}

/** After each step. */
export interface StepEvent {
  /** Steps taken, this one included. */
  readonly step: number
  readonly steps: number
  /** From 0. */
  readonly epoch: number
  /** Of the step's batch, penalties not in it. */
  readonly loss: number
  /** What the layers' penalties added to it; absent where none was reported. */
  readonly penalty?: number
}

/** After each measurement on the validation data; before the epoch's event where both come together. */
export interface ValidationEvent {
  readonly record: ValidationRecord
}

/** After each epoch was measured. */
export interface EpochEvent {
  readonly record: EpochRecord
  readonly epochs: number
}

/** After a checkpoint was written. */
export interface CheckpointEvent {
  readonly step: number
}

/** At the end of the run, when the model has its last weights. */
export interface StopEvent {
  readonly reason: StopReason
  readonly step: number
}

/** What happens while training, by the names of a callback's methods. */
export interface Events {
  readonly start: StartEvent
  readonly step: StepEvent
  readonly validation: ValidationEvent
  readonly epoch: EpochEvent
  readonly checkpoint: CheckpointEvent
  readonly stop: StopEvent
}

/** What a callback may answer. */
// biome-ignore lint/suspicious/noConfusingVoidType: a callback may end without return, and one of Promises as well
export type CallbackAnswer = void | 'stop'

/**
 * What listens to a run: an object with the events that it wants. A method that returns a Promise is waited for; one that returns 'stop'
 * ends the run after what is at hand, as its signal does, and leaves a checkpoint where there is a store. One that throws ends the run
 * with an error, and leaves a checkpoint as well.
 */
export type Callback = {
  /** What errors call it. */
  readonly name?: string
} & { [Kind in keyof Events]?: (event: Events[Kind]) => CallbackAnswer | Promise<CallbackAnswer> }

/** Tells a callback of what happened, where it wants to know; resolves to whether it asked to stop. */
export async function tell<Kind extends keyof Events>(
  callback: Callback,
  kind: Kind,
  event: Events[Kind],
): Promise<boolean> {
  return (await callback[kind]?.(event as never)) === 'stop'
}
