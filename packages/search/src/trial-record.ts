import type { JsonObject } from './json.ts'

/** A trial that is to be run. */
export interface PlannedTrial<Settings = JsonObject> {
  /** From 0: of strategies without rounds the only one. */
  readonly round: number
  /** Its number in the search, from 0: the same in every round. */
  readonly index: number
  /** How much it may spend, in the trial's own unit, such as epochs. */
  readonly budget: number
  readonly settings: Settings
}

/** A trial that has ended. */
export interface TrialRecord<Settings = JsonObject> extends PlannedTrial<Settings> {
  /** What it returned; absent where it failed. */
  readonly value?: number
  /** What else it returned. */
  readonly details?: JsonObject
  /** Why it failed; absent where it did not. */
  readonly error?: string
  /** Wall-clock time: the only figure here that two equal searches do not share. */
  readonly seconds: number
}
