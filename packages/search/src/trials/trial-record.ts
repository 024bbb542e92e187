import type { JsonObject } from '../json.ts'

/** A trial that a strategy plans. */
export interface PlannedTrial<Settings = JsonObject> {
  /** From 0; 0 throughout in a strategy without rounds. */
  readonly round: number
  /** Its number in the search, from 0: the same in every round. */
  readonly index: number
  /** How much it may spend, in a unit that the trial chooses, such as epochs. */
  readonly budget: number
  readonly settings: Settings
}

/** A trial that has ended. */
export interface TrialRecord<Settings = JsonObject> extends PlannedTrial<Settings> {
  /** The value that it returned; absent where it failed. */
  readonly value?: number
  /** Further details that it returned. */
  readonly details?: JsonObject
  /** Why it failed; absent where it did not. */
  readonly error?: string
  /** Wall-clock time: the only number here that differs between two equal searches. */
  readonly seconds: number
}

/** The name of a trial, unique in its search. */
export function trialName({ round, index }: PlannedTrial<unknown>): string {
  return `${round}/${index}`
}
