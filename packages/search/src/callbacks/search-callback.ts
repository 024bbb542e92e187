import type { JsonValue } from '../json.ts'
import type { PlannedTrial, TrialRecord } from '../trials/trial-record.ts'

/** The events of a search, by the method of a callback that takes them. */
export interface SearchEvents {
  /** Before the first trial. */
  readonly start: {
    /** How many trials all rounds have. */
    readonly trials: number
    /** How many of them are in the log. */
    readonly done: number
  }
  /** When a running trial reports. */
  readonly report: { readonly trial: PlannedTrial; readonly progress: JsonValue }
  /** After a trial has ended and is in the log. */
  readonly trial: {
    readonly record: TrialRecord
    /** The best so far; undefined where no trial returned a number. */
    readonly best: TrialRecord | undefined
    readonly done: number
    readonly trials: number
  }
  readonly stop: { readonly reason: StopReason }
}

/** Why a search ended: all trials have run; its signal aborted; a callback returned 'stop'. */
export type StopReason = 'finished' | 'aborted' | 'callback'

/**
 * A listener: an object with a method for each event that it takes. A method that returns 'stop' ends the search as its signal does; a method
 * that throws ends it with its error. A Promise that a method returns is waited for.
 */
export type SearchCallback = {
  // biome-ignore lint/suspicious/noConfusingVoidType: a callback may end without return
  [Kind in keyof SearchEvents]?: (event: SearchEvents[Kind]) => void | 'stop' | Promise<void | 'stop'>
}
