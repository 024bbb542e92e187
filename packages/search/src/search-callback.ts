import type { JsonValue } from './json.ts'
import type { PlannedTrial, TrialRecord } from './trial-record.ts'

/** What happens in a search, by the names of a callback's methods. */
export interface SearchEvents {
  /** Before the first trial. */
  readonly start: {
    /** How many trials there are to be, in all rounds. */
    readonly trials: number
    /** How many of them the log has. */
    readonly done: number
  }
  /** What a running trial reports. */
  readonly report: { readonly trial: PlannedTrial; readonly progress: JsonValue }
  /** After a trial has ended and is in the log. */
  readonly trial: {
    readonly record: TrialRecord
    /** The best so far; undefined where none gave a number. */
    readonly best: TrialRecord | undefined
    readonly done: number
    readonly trials: number
  }
  readonly stop: { readonly reason: StopReason }
}

/** Why a search ended: all trials were run; its signal; a callback that asked for it. */
export type StopReason = 'finished' | 'aborted' | 'callback'

/**
 * What listens to a search: an object with the events that it wants. A method that returns 'stop' ends the search as its signal does; one that
 * throws ends it with its error.
 */
export type SearchCallback = {
  // biome-ignore lint/suspicious/noConfusingVoidType: a callback may end without return
  [Kind in keyof SearchEvents]?: (event: SearchEvents[Kind]) => void | 'stop'
}
